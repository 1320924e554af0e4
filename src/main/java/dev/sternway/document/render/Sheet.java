package dev.sternway.document.render;

import dev.sternway.document.Markdown;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Markdown under construction. Cells and values are Markdown already. */
final class Sheet {
    private static final Pattern TICKS = Pattern.compile("`+");

    private final StringBuilder out = new StringBuilder();

    Sheet heading(int level, String text) {
        return apart().line("#".repeat(level) + " " + text).line("");
    }

    Sheet paragraph(String text) {
        return apart().line(text).line("");
    }

    /** Keys and values, two by two, as a list; what has no value is left out. */
    Sheet fields(String... pairs) {
        apart();
        for (int i = 0; i < pairs.length; i += 2) {
            if (!pairs[i + 1].isEmpty()) {
                line("- **" + pairs[i] + ":** " + pairs[i + 1]);
            }
        }
        return line("");
    }

    /** Keys and values, two by two, in one line; what has no value is left out. */
    Sheet inline(String... pairs) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            if (!pairs[i + 1].isEmpty()) {
                parts.add("**" + pairs[i] + ":** " + pairs[i + 1]);
            }
        }
        return parts.isEmpty() ? this : paragraph(String.join(" · ", parts));
    }

    Sheet bullets(List<String> texts) {
        return list("- ", texts);
    }

    Sheet tasks(List<String> texts) {
        return list("- [ ] ", texts);
    }

    Sheet list(String mark, List<String> texts) {
        apart();
        texts.forEach(text -> line(mark + text));
        return line("");
    }

    /** Columns without any value are left out, the first excepted; nothing is written without rows. */
    Sheet table(List<String> heads, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return this;
        }
        List<Integer> columns = new ArrayList<>();
        for (int column = 0; column < heads.size(); column++) {
            int at = column;
            if (column == 0 || rows.stream().anyMatch(row -> !row.get(at).isEmpty())) {
                columns.add(column);
            }
        }
        apart().row(heads, columns).line("|" + " --- |".repeat(columns.size()));
        rows.forEach(row -> row(row, columns));
        return line("");
    }

    private Sheet row(List<String> cells, List<Integer> columns) {
        StringBuilder row = new StringBuilder("|");
        columns.forEach(column ->
                row.append(' ').append(cells.get(column).replace("|", "\\|")).append(" |"));
        return line(row.toString());
    }

    Sheet code(String language, String text) {
        String shown = Markdown.shown(text.replace("\r\n", "\n"));
        int longest = TICKS.matcher(shown)
                .results()
                .mapToInt(ticks -> ticks.group().length())
                .max()
                .orElse(0);
        String fence = "`".repeat(Math.max(3, longest + 1));
        apart().line(fence + language);
        out.append(shown).append(shown.endsWith("\n") || shown.isEmpty() ? "" : "\n");
        return line(fence).line("");
    }

    private Sheet apart() {
        int length = out.length();
        return length == 0 || length > 1 && out.charAt(length - 2) == '\n' ? this : line("");
    }

    private Sheet line(String text) {
        out.append(text).append('\n');
        return this;
    }

    @Override
    public String toString() {
        return out.toString().stripTrailing() + "\n";
    }
}
