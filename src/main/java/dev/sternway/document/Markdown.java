package dev.sternway.document;

import java.util.List;
import java.util.regex.Pattern;

/** Markdown that text from outside cannot break out of: every text is one line, with its marks escaped. */
final class Markdown {
    private static final Pattern MARKS = Pattern.compile("([\\\\`*_\\[\\]|#~])");
    private static final Pattern OPENING = Pattern.compile("^(?:[-+](?=\\s|$)|\\d{1,9}(?=[.)](\\s|$))|[-=:]+$)");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Zl}\\p{Zp}\\s]+");
    /** They would show the rest of a line in another order than it is written. */
    private static final Pattern REORDERING = Pattern.compile("[\\u202A-\\u202E\\u2066-\\u2069\\u200E\\u200F]");

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
        String html = plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
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
