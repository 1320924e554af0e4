package dev.sternway.document.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words of one simple shell command, quotes taken away. */
final class ShellWords {
    private static final String SPECIAL = "|&;<>()`$*?~!{}";

    private ShellWords() {}

    /** @return empty when the shell would do more than split and unquote */
    static Optional<List<String>> of(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean open = false;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (c == '\'' || c == '"') {
                int end = quoted(command, i, word);
                if (end < 0) {
                    return Optional.empty();
                }
                i = end;
                open = true;
            } else if (c == '\\' && i + 1 < command.length()) {
                i++;
                if (command.charAt(i) != '\n') {
                    word.append(command.charAt(i));
                    open = true;
                }
            } else if (Character.isWhitespace(c)) {
                if (open) {
                    words.add(word.toString());
                }
                word.setLength(0);
                open = false;
            } else if (SPECIAL.indexOf(c) >= 0 && !variable(command, i)) {
                return Optional.empty();
            } else {
                word.append(c);
                open = true;
            }
        }
        if (open) {
            words.add(word.toString());
        }
        return Optional.of(words);
    }

    /** Only a variable on its own may stay: {@code $TOKEN}, {@code <token>}. */
    private static boolean variable(String command, int at) {
        String rest = command.substring(at, Math.min(command.length(), at + 60));
        return rest.matches("(?s)\\$\\{?[A-Z_][A-Z0-9_]*.*|<[A-Za-z][\\w .-]*>.*")
                || command.charAt(at) == '>'
                        && command.substring(Math.max(0, at - 60), at).matches("(?s).*<[A-Za-z][\\w.-]*")
                || "{}?".indexOf(command.charAt(at)) >= 0;
    }

    /** @return the place of the closing quote, negative when there is none or the shell would put something in */
    private static int quoted(String command, int start, StringBuilder word) {
        char quote = command.charAt(start);
        for (int i = start + 1; i < command.length(); i++) {
            char c = command.charAt(i);
            if (c == quote) {
                return i;
            }
            if (quote == '"' && c == '`' || quote == '"' && c == '$' && command.startsWith("$(", i)) {
                return -1;
            }
            if (quote == '"'
                    && c == '\\'
                    && i + 1 < command.length()
                    && "\\\"$`\n".indexOf(command.charAt(i + 1)) >= 0) {
                i++;
                if (command.charAt(i) == '\n') {
                    continue;
                }
                c = command.charAt(i);
            }
            word.append(c);
        }
        return -1;
    }
}
