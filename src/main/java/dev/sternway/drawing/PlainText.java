package dev.sternway.drawing;

import java.util.Optional;
import java.util.regex.Pattern;

/** The few expressions that diagrams and filters may hold: a name, its opposite, or a comparison with a word. */
public final class PlainText {
    public static final String ALLOWED = "${name}, ${!name} and ${name == 'WORD'}";

    private static final Pattern OPEN = Pattern.compile("[$#]\\{");
    private static final Pattern PLAIN = Pattern.compile(
            "\\$\\{\\s*(?:!?[A-Za-z_]\\w*|[A-Za-z_]\\w*\\s*==\\s*'\\w*'|currentUser\\(\\)|currentUserGroups\\(\\)|now\\(\\))\\s*}");

    private PlainText() {}

    /** What is left to object to; empty when nothing. */
    public static Optional<String> objection(String text) {
        return OPEN.matcher(PLAIN.matcher(text).replaceAll("")).find() ? Optional.of(text.strip()) : Optional.empty();
    }
}
