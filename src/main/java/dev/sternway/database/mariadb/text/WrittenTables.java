package dev.sternway.database.mariadb.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Names that a statement or a body of statements writes to or calls, read from its words.
 *
 * @param written tables or views; may hold names that are none
 * @param mentioned every word that could be the name of something
 * @param dynamic whether it builds statements at run time
 * @param defines whether it holds statements that change definitions
 */
public record WrittenTables(Set<String> written, Set<String> mentioned, boolean dynamic, boolean defines) {
    public WrittenTables {
        written = Set.copyOf(written);
        mentioned = Set.copyOf(mentioned);
    }

    public static WrittenTables in(List<Token> tokens) {
        Set<String> written = new LinkedHashSet<>();
        Set<String> mentioned = new LinkedHashSet<>();
        boolean dynamic = false;
        boolean defines = false;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            Token previous = i == 0 ? new Token(Token.Kind.SIGN, ";", 0, 0) : tokens.get(i - 1);
            Token following = i + 1 < tokens.size() ? tokens.get(i + 1) : previous;
            if (token.canBeName()) {
                mentioned.add(token.text());
            }
            dynamic |= token.is("EXECUTE");
            defines |= i > 0
                    && begins(previous)
                    && token.is("CREATE", "ALTER", "DROP", "RENAME", "TRUNCATE")
                    && !temporary(tokens, i);
            if (writes(token, previous, following)) {
                written.addAll(targets(tokens, i));
            }
        }
        return new WrittenTables(written, mentioned, dynamic, defines);
    }

    private static boolean begins(Token previous) {
        return previous.is(";", "BEGIN", "THEN", "ELSE", "DO", "LOOP", "REPEAT", "ATOMIC", "ROW", ")", ":");
    }

    private static boolean temporary(List<Token> tokens, int at) {
        return tokens.subList(at, Math.min(at + 4, tokens.size())).stream().anyMatch(it -> it.is("TEMPORARY"));
    }

    private static boolean writes(Token token, Token previous, Token following) {
        return token.is("INSERT", "REPLACE", "UPDATE", "DELETE", "LOAD")
                && !following.is("(")
                && !previous.is("KEY", "FOR", "ON", "AFTER", "BEFORE", "OR", "CONSTRAINT");
    }

    private static List<String> targets(List<Token> tokens, int at) {
        List<String> names = new ArrayList<>();
        Token verb = tokens.get(at);
        boolean one = verb.is("INSERT", "REPLACE", "LOAD");
        for (int i = at + 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is(";", "SET", "WHERE", "RETURNING", "ORDER", "LIMIT")) {
                break;
            }
            if (one
                            && token.is(
                                    "LOW_PRIORITY",
                                    "DELAYED",
                                    "HIGH_PRIORITY",
                                    "IGNORE",
                                    "INTO",
                                    "DATA",
                                    "XML",
                                    "LOCAL",
                                    "CONCURRENT",
                                    "INFILE",
                                    "REPLACE",
                                    "TABLE")
                    || one && token.kind() == Token.Kind.TEXT) {
                continue;
            }
            if (token.canBeName()
                    && !(i + 1 < tokens.size() && tokens.get(i + 1).is("."))) {
                names.add(token.text());
                if (one) {
                    break;
                }
            }
        }
        return names;
    }
}
