package dev.sternway.planner.mariadb.script;

import dev.sternway.database.mariadb.text.Token;
import java.util.ArrayList;
import java.util.List;

/** Walks over tokens; beyond the end there is an empty sign. */
final class Cursor {
    private static final Token END = new Token(Token.Kind.SIGN, "", 0, 0);

    private final List<Token> tokens;
    private int position;

    Cursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    boolean atEnd() {
        return position >= tokens.size();
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        int index = position + ahead;
        return index >= 0 && index < tokens.size() ? tokens.get(index) : END;
    }

    Token take() {
        Token token = peek();
        position++;
        return token;
    }

    /** Steps over the next token if it is one of these. */
    boolean accept(String... words) {
        if (peek().is(words)) {
            position++;
            return true;
        }
        return false;
    }

    /** Steps over all of them, in this order, or over none. */
    boolean acceptAll(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).is(words[i])) {
                return false;
            }
        }
        position += words.length;
        return true;
    }

    void skipExists() {
        if (!acceptAll("IF", "NOT", "EXISTS")) {
            acceptAll("IF", "EXISTS");
        }
    }

    /** A name; of a qualified one the last part. */
    String name() {
        String name = take().text();
        while (peek().is(".") && peek(1).canBeName()) {
            position++;
            name = take().text();
        }
        return name;
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        do {
            names.add(name());
        } while (accept(","));
        return names;
    }

    List<Token> rest() {
        return atEnd() ? List.of() : tokens.subList(position, tokens.size());
    }
}
