package dev.sternway.lint.open;

import dev.sternway.lint.Rule;
import java.util.List;

/** All rules of this package. */
public final class OpenEnds {
    public static final List<Rule> RULES = List.of(new InputsAreFilled(), new DangersAreAccepted());

    private OpenEnds() {}
}
