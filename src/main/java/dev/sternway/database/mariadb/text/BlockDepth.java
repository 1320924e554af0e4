package dev.sternway.database.mariadb.text;

import java.util.ArrayList;
import java.util.List;

/** How deep in {@code BEGIN … END}, {@code IF … END IF} and the like a statement is; semicolons inside do not end it. */
final class BlockDepth {
    private final List<Token> start = new ArrayList<>();
    private Token previous = new Token(Token.Kind.SIGN, ";", 0, 0);
    private int depth;
    private boolean begun;

    boolean inside() {
        return depth > 0;
    }

    void see(Token token, Token following) {
        if (start.size() < 12) {
            start.add(token);
        }
        if (holdsBody(following)) {
            count(token, following);
            begun |= token.is(
                            "SELECT", "INSERT", "UPDATE", "DELETE", "REPLACE", "SET", "CALL", "RETURN", "WITH",
                            "EXECUTE")
                    && !previous.is("BEFORE", "AFTER", "OR");
        }
        previous = token;
    }

    private void count(Token token, Token following) {
        if (previous.is("END") && token.is("IF", "LOOP", "WHILE", "REPEAT", "FOR", "CASE")) {
            return;
        }
        if (token.is("END")) {
            depth = Math.max(0, depth - 1);
        } else if (token.is("BEGIN") || token.is("CASE")) {
            depth++;
        } else if (token.is("IF")) {
            boolean ofHeader = depth == 0 && following.is("NOT", "EXISTS");
            if (!ofHeader && startsStatement()) {
                depth++;
            }
        } else if (startsStatement() && (token.is("LOOP", "WHILE") || token.is("REPEAT") && !following.is("("))) {
            depth++;
        } else if (token.is("FOR") && depth > 0 && startsStatement()) {
            depth++;
        }
    }

    /** After a header the first {@code IF}, {@code LOOP} and the like is the body, unless another statement is. */
    private boolean startsStatement() {
        return depth == 0 && !begun || previous.is(";", "BEGIN", "THEN", "ELSE", "DO", "LOOP", "REPEAT", "ATOMIC", ":");
    }

    private boolean holdsBody(Token following) {
        if (start.get(0).is("BEGIN")) {
            return (start.size() > 1 ? start.get(1) : following).is("NOT");
        }
        return start.get(0).is("CREATE", "ALTER")
                && start.stream().anyMatch(token -> token.is("PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE"))
                && start.stream().noneMatch(token -> token.is("TABLE", "VIEW", "INDEX", "SONAME"));
    }
}
