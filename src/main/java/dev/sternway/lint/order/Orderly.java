package dev.sternway.lint.order;

import dev.sternway.lint.Rule;
import java.util.List;

/** Every rule about the order of steps. */
public final class Orderly {
    public static final List<Rule> RULES = List.of(new AfterNamesSteps(), new StableStops());

    private Orderly() {}
}
