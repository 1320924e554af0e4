package dev.sternway.planner.folder;

import dev.sternway.planner.Migration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Changesets of Liquibase's formatted SQL, file after file as {@code includeAll} takes them. */
final class LiquibaseLayout {
    private static final Pattern HEADER =
            Pattern.compile("\\s*--\\s*liquibase\\s+formatted\\s+sql\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern CHANGESET = line("--\\s*changeset\\s+(\"[^\"]+\"|[^:\"]+):(\"[^\"]+\"|\\S+)(.*)");
    private static final Pattern ROLLBACK = line("--\\s*rollback\\b ?(.*)");
    private static final Pattern ROLLBACK_BLOCK = line("/\\*\\s*liquibase\\s+rollback\\s*");
    private static final Pattern NO_ROLLBACK = line("(not required|empty)\\s*;?|changeset(Id|Author|Path):.*");
    private static final Pattern UNHEEDED =
            line("--\\s*(preconditions?|precondition-[\\w-]+|property|ignore(Lines)?)\\b.*");
    private static final Pattern DBMS = Pattern.compile("\\bdbms:\"?([^\"\\s]+)\"?");
    private static final Pattern DELIMITER = Pattern.compile("\\bendDelimiter:\"?([^\"\\s]+)\"?");

    private final Folder folder;
    private final Placeholders placeholders;
    private final List<Migration> migrations = new ArrayList<>();

    private LiquibaseLayout(Folder folder, Placeholders placeholders) {
        this.folder = folder;
        this.placeholders = placeholders;
    }

    static boolean fits(String text) {
        return HEADER.matcher(text).lookingAt();
    }

    static List<Migration> read(Folder folder, Placeholders placeholders) {
        LiquibaseLayout layout = new LiquibaseLayout(folder, placeholders);
        for (Path file : folder.allScripts()) {
            String text = folder.text(file);
            if (fits(text)) {
                layout.changesets(file, text.split("\n", -1));
            } else {
                folder.note("Left out, for it does not start with --liquibase formatted sql: " + Folder.shown(file));
            }
        }
        return layout.migrations;
    }

    private void changesets(Path file, String[] lines) {
        Set<String> names = new HashSet<>();
        int start = -1;
        for (int i = 0; i <= lines.length; i++) {
            if (i < lines.length && !CHANGESET.matcher(lines[i]).matches()) {
                continue;
            }
            if (start >= 0) {
                changeset(file, lines, start, i, names);
            }
            start = i;
        }
    }

    private void changeset(Path file, String[] lines, int start, int end, Set<String> names) {
        Matcher head = CHANGESET.matcher(lines[start]);
        if (!head.matches()) {
            throw new IllegalStateException(lines[start]);
        }
        String name = Folder.shown(file) + "::" + bare(head.group(2)) + "::" + bare(head.group(1));
        if (!names.add(name)) {
            throw folder.problem(
                    "SW-0463",
                    "Line " + (start + 1) + " repeats the changeset " + bare(head.group(1)) + ":" + bare(head.group(2)),
                    file,
                    "Give one of them another id");
        }
        Matcher dbms = DBMS.matcher(head.group(3));
        if (dbms.find() && !List.of(dbms.group(1).split(",")).contains("postgresql")) {
            folder.note("Left out, because it is for " + dbms.group(1) + ": " + name);
            return;
        }
        Matcher delimiter = DELIMITER.matcher(head.group(3));
        String ends = delimiter.find() ? delimiter.group(1) : ";";
        StringBuilder up = new StringBuilder("\n".repeat(start + 1));
        StringBuilder down = new StringBuilder();
        boolean back = false;
        for (String line : List.of(lines).subList(start + 1, end)) {
            Matcher rollback = ROLLBACK.matcher(line);
            boolean single = rollback.matches();
            if (single && !NO_ROLLBACK.matcher(rollback.group(1)).matches()) {
                down.append(rollback.group(1)).append('\n');
            }
            if (UNHEEDED.matcher(line).matches()) {
                folder.note("Not heeded in " + name + ": " + line.strip());
            }
            boolean opens = ROLLBACK_BLOCK.matcher(line).matches();
            boolean closes = back && line.strip().equals("*/");
            if (back && !closes) {
                down.append(line).append('\n');
            }
            up.append(single || opens || back ? "" : statementEnd(line, ends)).append('\n');
            back = (back || opens) && !closes;
        }
        migrations.add(new Migration(
                name,
                folder.where(file),
                placeholders.fillKnown(up.toString()),
                Optional.of(down.toString()).filter(text -> !text.isBlank()).map(placeholders::fillKnown)));
    }

    private static String statementEnd(String line, String delimiter) {
        return !delimiter.equals(";") && line.strip().equals(delimiter) ? ";" : line;
    }

    private static String bare(String text) {
        return text.replace("\"", "").strip();
    }

    private static Pattern line(String regex) {
        return Pattern.compile("\\s*" + regex, Pattern.CASE_INSENSITIVE);
    }
}
