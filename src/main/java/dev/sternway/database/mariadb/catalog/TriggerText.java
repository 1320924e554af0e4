package dev.sternway.database.mariadb.catalog;

import dev.sternway.database.mariadb.text.Lexer;
import dev.sternway.database.mariadb.text.Token;
import java.util.List;

/**
 * The text of a trigger, parted where its place among others is said, which is left out.
 *
 * @param head up to {@code FOR EACH ROW} and a blank
 */
record TriggerText(String head, String body) {
    static TriggerText of(String create) {
        List<Token> tokens = Lexer.tokens(create);
        for (int i = 1; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is("ROW") && tokens.get(i - 1).is("EACH")) {
                int body = tokens.get(i + 1).is("FOLLOWS", "PRECEDES") ? i + 3 : i + 1;
                String head = create.substring(0, tokens.get(i).end()) + " ";
                return new TriggerText(head, create.substring(tokens.get(body).start()));
            }
        }
        throw new IllegalArgumentException("not a trigger: " + create);
    }
}
