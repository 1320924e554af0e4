package dev.sternway.executor.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of a dotenv file, each with its end. The last one of a key counts, as it does for those who read it. */
record EnvLines(List<String> lines) {
    private static final Pattern KEY =
            Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=.*", Pattern.DOTALL);
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,=-]*");

    static EnvLines of(Optional<byte[]> content) {
        String text =
                content.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int next = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(from, next));
            from = next;
        }
        return new EnvLines(lines);
    }

    /** A key with its value, quoted where it must be. */
    static String line(String key, String value) {
        String quoted = PLAIN.matcher(value).matches()
                ? value
                : '"'
                        + value.replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("$", "\\$")
                                .replace("\n", "\\n")
                        + '"';
        return key + "=" + quoted + "\n";
    }

    /** The whole line of a key, with its end. */
    Optional<String> line(String key) {
        return lines.stream().filter(line -> is(line, key)).reduce((one, two) -> two);
    }

    /** With this line for the key, in the place of the one that was there; without the key when the line is empty. */
    EnvLines with(String key, Optional<String> line) {
        if (line(key).equals(line)) {
            return this;
        }
        List<String> changed = new ArrayList<>();
        int place = -1;
        for (String old : lines) {
            if (!is(old, key)) {
                changed.add(old);
            } else if (place < 0) {
                place = changed.size();
            }
        }
        if (line.isPresent()) {
            if (place < 0
                    && !changed.isEmpty()
                    && !changed.get(changed.size() - 1).endsWith("\n")) {
                changed.set(changed.size() - 1, changed.get(changed.size() - 1) + "\n");
            }
            changed.add(place < 0 ? changed.size() : place, line.get());
        }
        return new EnvLines(changed);
    }

    String text() {
        return String.join("", lines);
    }

    private static boolean is(String line, String key) {
        Matcher matcher = KEY.matcher(line);
        return matcher.matches() && matcher.group(1).equals(key);
    }
}
