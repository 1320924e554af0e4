package dev.sternway.document;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Markdown that text from outside cannot break out of: every text is one line, with its marks escaped. */
public final class Markdown {
    private static final Pattern MARKS = Pattern.compile("([\\\\`*_\\[\\]|#~])");
    private static final Pattern OPENING = Pattern.compile("^(?:[-+](?=\\s|$)|\\d{1,9}(?=[.)](\\s|$))|[-=:]+$)");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\s]+");
    /** They would show the rest of a line in another order than it is written. */
    private static final Pattern REORDERING = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069\\u200E\\u200F]");

    private static final Pattern HIDING =
            Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\p{Cf}\\p{Cs}\\x{A0}\\x{FFFE}\\x{FFFF}&&[^\n\r\t\\x{200D}]]");

    private final StringBuilder out = new StringBuilder();

    Markdown title(String text) {
        return line("# " + escaped(text)).line("");
    }

    Markdown heading(String text) {
        return apart().line("## " + text).line("");
    }

    Markdown paragraph(String text) {
        return line(opening(escaped(text))).line("");
    }

    Markdown bullet(String text) {
        return line("- " + opening(escaped(text)));
    }

    /** @param lead stands in bold before the text */
    Markdown bullet(String lead, String text) {
        return line("- **" + escaped(lead) + "** " + escaped(text));
    }

    Markdown task(String text) {
        return line("- [ ] " + escaped(text));
    }

    /** A list, or a sentence when there is nothing to list. */
    Markdown bullets(List<String> texts, String nothing) {
        if (texts.isEmpty()) {
            return paragraph(nothing);
        }
        texts.forEach(this::bullet);
        return this;
    }

    /** Heads that end in {@code :} are columns of numbers and stand to the right. */
    Markdown table(String... heads) {
        StringBuilder names = new StringBuilder("|");
        StringBuilder rule = new StringBuilder("|");
        for (String head : heads) {
            boolean number = head.endsWith(":");
            names.append(' ')
                    .append(number ? head.substring(0, head.length() - 1) : head)
                    .append(" |");
            rule.append(number ? " ---: |" : " --- |");
        }
        return line(names.toString()).line(rule.toString());
    }

    Markdown row(String... cells) {
        StringBuilder row = new StringBuilder("|");
        for (String cell : cells) {
            row.append(' ').append(escaped(cell)).append(" |");
        }
        return line(row.toString());
    }

    /** Commands to be copied; each stands on one line. */
    Markdown commands(String... lines) {
        apart().line("```sh");
        for (String command : lines) {
            line(shown(command).replace("\n", " ").replace("```", ""));
        }
        return line("```").line("");
    }

    private Markdown apart() {
        int length = out.length();
        return length > 1 && out.charAt(length - 2) == '\n' ? this : line("");
    }

    private Markdown line(String text) {
        out.append(text).append('\n');
        return this;
    }

    String text() {
        return out.toString();
    }

    static String escaped(String text) {
        String plain = INVISIBLE
                .matcher(REORDERING.matcher(text).replaceAll(""))
                .replaceAll(" ")
                .strip();
        return marked(plain);
    }

    /** One line of Markdown that reads back as the very text, line breaks included; what would hide is shown by its number. */
    public static String whole(String text) {
        String shown = HIDING.matcher(text).replaceAll(Markdown::number);
        String line =
                marked(shown).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;");
        String begun = line.startsWith(" ") ? "&#32;" + line.substring(1) : opening(line);
        return begun.endsWith(" ") ? begun.substring(0, begun.length() - 1) + "&#32;" : begun;
    }

    /** Text for a code block: what would hide is shown by its number. */
    public static String shown(String text) {
        return HIDING.matcher(text).replaceAll(Markdown::number);
    }

    private static String number(MatchResult hiding) {
        return String.format(Locale.ROOT, "\u27e8U+%04X\u27e9", hiding.group().codePointAt(0));
    }

    private static String marked(String text) {
        String html = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return MARKS.matcher(html).replaceAll("\\\\$1");
    }

    /** What would start a list, an underline or a table's rule at the beginning of a line. */
    private static String opening(String text) {
        var start = OPENING.matcher(text);
        if (!start.find()) {
            return text;
        }
        int mark = Character.isDigit(text.charAt(0)) ? start.end() : 0;
        return text.substring(0, mark) + "\\" + text.substring(mark);
    }
}
