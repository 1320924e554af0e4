package dev.sternway.database.mariadb.catalog;

import dev.sternway.database.mariadb.text.Lexer;
import dev.sternway.database.mariadb.text.Token;
import java.util.List;

/** Takes a schema's own name out of what the server shows of it, so that the text holds in any other schema too. */
public record OwnSchema(String name) {
    public String without(String text) {
        if (!text.contains(Quote.name(name) + ".")) {
            return text;
        }
        List<Token> tokens = Lexer.tokens(text);
        StringBuilder stripped = new StringBuilder();
        int from = 0;
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Token.Kind.NAME
                    && token.text().equals(name)
                    && tokens.get(i + 1).is(".")
                    && !(i > 0 && tokens.get(i - 1).is("."))) {
                stripped.append(text, from, token.start());
                from = tokens.get(i + 1).end();
            }
        }
        return stripped.append(text.substring(from)).toString();
    }
}
