package dev.sternway.cli.terminal;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/**
 * Where a verb writes to.
 *
 * @param interactive a person looks at it, and what stands there can be written anew
 * @param colours only on a terminal, and never with NO_COLOR
 */
public record Terminal(boolean interactive, boolean colours) {
    public static final Terminal NONE = new Terminal(false, false);
    private static final int ROWS = 24;
    private static final int COLUMNS = 80;

    /** How large it is now. */
    public record Size(int rows, int columns) {}

    public static Terminal here() {
        return of(isThere(), System.getenv());
    }

    static Terminal of(boolean terminal, Map<String, String> environment) {
        boolean able = terminal && !environment.getOrDefault("TERM", "").equals("dumb");
        return new Terminal(
                able, able && environment.getOrDefault("NO_COLOR", "").isEmpty());
    }

    /** Newer Java has a console without a terminal, too, and says of it whether it is one. */
    public static boolean isThere() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }

    /** Asks the terminal; a size that it does not tell is 24 lines of 80. */
    public Size size() {
        if (interactive) {
            try {
                Process asked = new ProcessBuilder("stty", "size")
                        .redirectInput(ProcessBuilder.Redirect.INHERIT)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                try (BufferedReader answer = asked.inputReader()) {
                    String line = answer.readLine();
                    if (line != null && line.matches("[1-9]\\d{0,4} [1-9]\\d{0,4}")) {
                        String[] both = line.split(" ");
                        return new Size(Integer.parseInt(both[0]), Integer.parseInt(both[1]));
                    }
                }
            } catch (IOException unknown) {
                return new Size(ROWS, COLUMNS);
            }
        }
        return new Size(ROWS, COLUMNS);
    }

    public String good(String text) {
        return painted(text, "32");
    }

    public String bad(String text) {
        return painted(text, "31;1");
    }

    public String open(String text) {
        return painted(text, "36");
    }

    public String asks(String text) {
        return painted(text, "33;1");
    }

    public String strong(String text) {
        return painted(text, "1");
    }

    public String quiet(String text) {
        return painted(text, "2");
    }

    private String painted(String text, String code) {
        return colours && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    /** A bar of so many of so many, of twenty characters. */
    public static String bar(long done, long total) {
        int full = total <= 0 ? 0 : (int) Math.min(20, Math.max(0, done * 20 / total));
        return "[" + "#".repeat(full) + ".".repeat(20 - full) + "]"
                + String.format(Locale.ROOT, " %d of %d", done, total);
    }

    /** Without what lies beyond the edge; colours are not counted, and end there. */
    public static String cut(String line, int columns) {
        StringBuilder seen = new StringBuilder();
        int shown = 0;
        for (int i = 0; i < line.length(); i++) {
            int end = line.charAt(i) == '\u001b' ? line.indexOf('m', i) : -1;
            if (end >= 0) {
                seen.append(line, i, end + 1);
                i = end;
            } else if (shown < columns) {
                seen.append(line.charAt(i));
                shown++;
            }
        }
        return seen.toString();
    }
}
