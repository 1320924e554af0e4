package dev.sternway.planner.folder;

import dev.sternway.base.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file with both ways in it, told apart by comments: goose, sql-migrate, dbmate, rambler, MyBatis, Play.
 * What belongs to the other way is blanked, so that line numbers stay those of the file.
 */
record MarkedScript(String up, Optional<String> down) {
    private static final Pattern MARKER = Pattern.compile(
            "\\s*(?:--\\s*(?:\\+(?:goose|migrate|micrate)\\s+|migrate:|rambler\\s+|(?://\\s*)?@(?=undo))|#\\s*---\\s*!)"
                    + "(up|down|undo)s?\\b.*",
            Pattern.CASE_INSENSITIVE);

    /** Empty when the text has no marker. */
    static Optional<MarkedScript> of(String where, String text) {
        String[] lines = text.split("\n", -1);
        List<String> ups = new ArrayList<>();
        List<List<String>> downs = new ArrayList<>();
        boolean marked = false;
        boolean upward = true;
        for (int i = 0; i < lines.length; i++) {
            Matcher marker = MARKER.matcher(lines[i]);
            if (marker.matches()) {
                upward = marker.group(1).equalsIgnoreCase("up");
                if (!marked && upward) {
                    refuseStatementsBefore(where, lines, i);
                }
                marked = true;
                ups.add("");
                if (!upward) {
                    downs.add(new ArrayList<>(blank(i + 1)));
                }
            } else {
                ups.add(upward ? lines[i] : "");
                if (!upward) {
                    downs.get(downs.size() - 1).add(lines[i]);
                }
            }
        }
        return marked ? Optional.of(new MarkedScript(String.join("\n", ups), lastFirst(downs))) : Optional.empty();
    }

    /** Several sections go back in the opposite order; a section without a statement is no way back. */
    private static Optional<String> lastFirst(List<List<String>> sections) {
        StringBuilder down = new StringBuilder();
        for (int i = sections.size() - 1; i >= 0; i--) {
            if (sections.get(i).stream().anyMatch(MarkedScript::isStatement)) {
                down.append(String.join("\n", sections.get(i))).append('\n');
            }
        }
        return down.isEmpty() ? Optional.empty() : Optional.of(down.toString());
    }

    private static void refuseStatementsBefore(String where, String[] lines, int marker) {
        for (int i = 0; i < marker; i++) {
            if (isStatement(lines[i])) {
                throw ProblemException.of(
                        "SW-0464",
                        "Line " + (i + 1) + " stands before the first marker, which is in line " + (marker + 1),
                        where,
                        "Move it below the marker");
            }
        }
    }

    private static boolean isStatement(String line) {
        String text = line.strip();
        return !text.isEmpty() && !text.startsWith("--") && !text.startsWith("#");
    }

    private static List<String> blank(int lines) {
        return java.util.Collections.nCopies(lines, "");
    }
}
