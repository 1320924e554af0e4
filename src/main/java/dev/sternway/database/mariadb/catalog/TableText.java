package dev.sternway.database.mariadb.catalog;

import dev.sternway.database.mariadb.text.Lexer;
import dev.sternway.database.mariadb.text.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes the text of {@code SHOW CREATE TABLE} apart. */
final class TableText {
    private final String text;
    private final List<Token> tokens;

    final Map<String, String> columns = new LinkedHashMap<>();
    final Map<String, String> keys = new LinkedHashMap<>();
    final Map<String, ForeignKey> foreignKeys = new LinkedHashMap<>();
    final Map<String, String> checks = new LinkedHashMap<>();
    final Map<String, String> options = new LinkedHashMap<>();
    long counter;
    String partitions = "";
    boolean unusual;

    TableText(String text) {
        this.text = text;
        this.tokens = Lexer.tokens(text);
        int open = first("(", 0);
        int close = closing(open);
        elements(open, close);
        options(close + 1);
    }

    private void elements(int open, int close) {
        int depth = 0;
        int start = open + 1;
        for (int i = open + 1; i <= close; i++) {
            Token token = tokens.get(i);
            if (i == close || depth == 0 && token.is(",")) {
                element(start, i - 1);
                start = i + 1;
            }
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
        }
    }

    private void element(int from, int to) {
        Token head = tokens.get(from);
        String line = source(from, to);
        if (head.kind() == Token.Kind.NAME) {
            columns.put(head.text(), source(from + 1, to));
        } else if (head.is("PERIOD")) {
            unusual = true;
        } else if (head.is("PRIMARY")) {
            keys.put("PRIMARY", line);
        } else if (head.is("CONSTRAINT") && tokens.get(from + 2).is("FOREIGN")) {
            foreignKeys.put(tokens.get(from + 1).text(), foreignKey(from, to, line));
        } else if (head.is("CONSTRAINT")) {
            checks.put(tokens.get(from + 1).text(), line);
        } else {
            Token name = tokens.stream()
                    .skip(from)
                    .filter(it -> it.kind() == Token.Kind.NAME)
                    .findFirst()
                    .orElseThrow();
            keys.put(name.text(), line);
        }
    }

    private ForeignKey foreignKey(int from, int to, String line) {
        List<List<String>> lists = new ArrayList<>();
        String parent = "";
        Map<String, String> actions = new LinkedHashMap<>();
        for (int i = from; i <= to; i++) {
            if (tokens.get(i).is("(")) {
                int close = closing(i);
                lists.add(tokens.subList(i + 1, close).stream()
                        .filter(Token::canBeName)
                        .map(Token::text)
                        .toList());
                i = close;
            } else if (tokens.get(i).is("REFERENCES")) {
                parent = source(i + 1, first("(", i) - 1);
            } else if (tokens.get(i).is("ON")) {
                int end = i + 2;
                while (end < to && !tokens.get(end + 1).is("ON")) {
                    end++;
                }
                actions.put(tokens.get(i + 1).text(), source(i + 2, end));
            }
        }
        return new ForeignKey(
                tokens.get(from + 1).text(),
                lists.get(0),
                parent.startsWith("`")
                        ? parent.substring(1, parent.length() - 1).replace("``", "`")
                        : parent,
                lists.get(1),
                actions.getOrDefault("DELETE", ""),
                actions.getOrDefault("UPDATE", ""),
                line);
    }

    private void options(int from) {
        StringBuilder key = new StringBuilder();
        for (int i = from; i < tokens.size(); i++) {
            if (tokens.get(i).is("PARTITION") && key.length() == 0) {
                partitions = text.substring(tokens.get(i).start())
                        .strip()
                        .replaceFirst("\\*/$", "")
                        .strip();
                return;
            }
            if (!tokens.get(i).is("=")) {
                key.append(key.length() == 0 ? "" : " ").append(source(i, i));
                continue;
            }
            int end = tokens.get(i + 1).is("(") ? closing(i + 1) : i + 1;
            if (key.toString().equals("AUTO_INCREMENT")) {
                counter = Long.parseLong(source(i + 1, end));
            } else {
                options.put(key.toString(), source(i + 1, end));
            }
            key.setLength(0);
            i = end;
        }
        unusual |= key.length() > 0;
    }

    private int first(String sign, int from) {
        int i = from;
        while (!tokens.get(i).is(sign)) {
            i++;
        }
        return i;
    }

    private int closing(int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("no closing bracket in " + text);
    }

    private String source(int from, int to) {
        return text.substring(tokens.get(from).start(), tokens.get(to).end());
    }
}
