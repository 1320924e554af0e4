package dev.sternway.planner.mariadb.script;

import dev.sternway.database.mariadb.text.Token;
import dev.sternway.planner.mariadb.script.Label.Kind;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What a {@code SET} sets. */
final class Settings {
    private static final Pattern OTHER_READING =
            Pattern.compile("(?i)\\b(ansi|ansi_quotes|no_backslash_escapes|oracle|mssql|db2|postgresql|maxdb)\\b");

    private Settings() {}

    static Label label(List<Token> tokens, Function<List<Token>, Label> inner) {
        Cursor at = new Cursor(tokens);
        at.take();
        if (at.accept("STATEMENT")) {
            while (!at.atEnd() && !at.peek().is("FOR")) {
                at.take();
            }
            at.take();
            return at.atEnd() ? Label.of(Kind.UNKNOWN, "SET STATEMENT") : inner.apply(at.rest());
        }
        if (at.peek().is("PASSWORD", "ROLE")
                || at.acceptAll("DEFAULT", "ROLE")
                || tokens.stream().anyMatch(Settings::global)) {
            return Label.of(Kind.OUTSIDE, Labels.words(tokens, 3));
        }
        if (tokens.stream().anyMatch(it -> named(it).equals("autocommit"))) {
            return Label.of(Kind.TRANSACTION, "SET autocommit");
        }
        boolean mode = tokens.stream().anyMatch(it -> named(it).equals("sql_mode"));
        boolean other = tokens.stream()
                .anyMatch(it -> it.kind() != Token.Kind.VARIABLE
                        && OTHER_READING.matcher(it.text()).find());
        if (mode && other) {
            return Label.of(Kind.UNKNOWN, "SET sql_mode, which changes how the script is read");
        }
        boolean calls = tokens.stream().anyMatch(it -> it.is("("));
        return Label.of(calls ? Kind.OPAQUE : Kind.SESSION, Labels.words(tokens, 2));
    }

    private static boolean global(Token token) {
        return token.is("GLOBAL", "PERSIST")
                || token.kind() == Token.Kind.VARIABLE
                        && token.text().toLowerCase(Locale.ROOT).matches("@@(global|persist)\\..*");
    }

    private static String named(Token token) {
        return token.text().toLowerCase(Locale.ROOT).replaceFirst("^@@((session|local)\\.)?", "");
    }
}
