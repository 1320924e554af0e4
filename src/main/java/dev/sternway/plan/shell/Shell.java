package dev.sternway.plan.shell;

import dev.sternway.plan.Target.SecretReference;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words and here-documents of a POSIX shell. */
public final class Shell {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,-]+");
    private static final Pattern WORD_OF_MESSAGE = Pattern.compile("\\$\\{(incident|reason|outcome|rollback)}");

    private static final Pattern HERE = Pattern.compile("<<'?(END\\w*)'?");

    private Shell() {}

    /** One word, quoted when it must be. */
    public static String word(String text) {
        return PLAIN.matcher(text).matches() ? text : quoted(text);
    }

    /** One word in quotes, double ones where single ones would look like a mistake. */
    public static String quoted(String text) {
        return text.contains("$") || text.contains("`")
                ? '"' + text.replaceAll("[\\\\\"$`]", "\\\\$0") + '"'
                : "'" + text.replace("'", "'\\''") + "'";
    }

    public static String words(List<String> texts) {
        return texts.stream().map(Shell::word).collect(Collectors.joining(" "));
    }

    /** A secret's value as one word. */
    public static String secret(SecretReference reference) {
        return "\"${" + variable(reference.secret()) + "-}\"";
    }

    /** The environment variable that holds a secret: its name, as far as a shell allows it. */
    public static String variable(String secret) {
        String name = secret.replaceAll("[^A-Za-z0-9_]", "_");
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    /** A name for a function, made of any text. */
    public static String name(String text) {
        String name =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_+|_+$", "");
        return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "n" + name : name;
    }

    /** One word with those words of a message filled in at run time that nobody knows before. */
    public static String message(String text) {
        StringBuilder message = new StringBuilder();
        Matcher words = WORD_OF_MESSAGE.matcher(text);
        int end = 0;
        while (words.find()) {
            message.append(words.start() > end ? quoted(text.substring(end, words.start())) : "");
            message.append("\"$(word ").append(words.group(1)).append(")\"");
            end = words.end();
        }
        return message + (end < text.length() || text.isEmpty() ? quoted(text.substring(end)) : "");
    }

    /** The command with the content as its input, nothing in it expanded. */
    public static String fed(String command, String content) {
        String end = "END";
        for (int i = 1; anyBegins(content, end); i++) {
            end = "END_" + i;
        }
        String body = content.isEmpty() || content.endsWith("\n") ? content : content + "\n";
        return command + " <<'" + end + "'\n" + body + end;
    }

    /** Also a line that only begins so, which people and ShellCheck take for the end. */
    private static boolean anyBegins(String content, String end) {
        return content.lines().anyMatch(line -> line.strip().startsWith(end));
    }

    /** Every line four spaces to the right, except for what stands in here-documents. */
    public static String indented(String text) {
        StringBuilder indented = new StringBuilder();
        Optional<String> end = Optional.empty();
        for (String line : text.split("\n", -1)) {
            boolean moved = end.isEmpty() && !line.isEmpty();
            indented.append(moved ? "    " : "").append(line).append('\n');
            Matcher begins = HERE.matcher(line);
            if (end.isPresent()) {
                end = end.filter(word -> !word.equals(line));
            } else if (begins.find()) {
                end = Optional.of(begins.group(1));
            }
        }
        return indented.toString().stripTrailing();
    }
}
