package dev.sternway.planner.tool;

import dev.sternway.planner.Migration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Revisions of Alembic, as its offline mode ({@code upgrade --sql}, {@code downgrade --sql}) prints them. */
public final class AlembicProject {
    private static final String BASE = "base";
    private static final Pattern REVISION =
            Pattern.compile("(?m)^Rev: (\\w+)(?: .*)?\\R(Parent|Merges): (.*)\\R(?:.*\\R)*?Path: (.*)$");
    /** Where Alembic keeps its place: the tool's own business, and no part of the migration. */
    private static final Pattern OWN_TABLE = Pattern.compile(
            "(?m)^(CREATE TABLE|INSERT INTO|UPDATE|DELETE FROM|DROP TABLE) (\\S+\\.)?alembic_version\\b[^;]*;\\R?");

    private final ToolCommand tool;

    private AlembicProject(ToolCommand tool) {
        this.tool = tool;
    }

    public static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve("alembic.ini"));
    }

    /**
     * @param command how Alembic is called, {@code alembic} as a rule
     * @return in order; needs no database
     * @throws dev.sternway.base.ProblemException SW-0479 when Alembic cannot print the revisions as one line of SQL scripts
     */
    public static List<Migration> read(Path folder, List<String> command) {
        return new AlembicProject(new ToolCommand(folder, command)).migrations();
    }

    private record Revision(String id, String parent, String file) {
        String name() {
            String plain = file.replaceFirst(".*[/\\\\]", "").replaceFirst("\\.py$", "");
            return plain.contains(id) ? plain : id + "_" + plain;
        }
    }

    private List<Migration> migrations() {
        List<Migration> migrations = new ArrayList<>();
        for (Revision revision : line()) {
            migrations.add(new Migration(
                    revision.name(),
                    revision.file(),
                    sql(tool.output("upgrade", revision.parent() + ":" + revision.id(), "--sql")),
                    Optional.of(down(revision))));
        }
        return migrations;
    }

    private String down(Revision revision) {
        String[] arguments = {"downgrade", revision.id() + ":" + revision.parent(), "--sql"};
        ToolCommand.Ran ran = tool.run(arguments);
        return ran.code() == 0
                ? sql(ran.output())
                : "DO $$ BEGIN RAISE EXCEPTION '" + (tool.said(arguments) + " fails: " + ran.error()).replace("'", "''")
                        + "'; END $$;\n";
    }

    private static String sql(String printed) {
        return OWN_TABLE.matcher(printed).replaceAll("");
    }

    /** From the first revision to the last. */
    private List<Revision> line() {
        Map<String, Revision> byParent = new HashMap<>();
        Matcher found = REVISION.matcher(tool.output("history", "--verbose"));
        for (MatchResult match : found.results().toList()) {
            String parent = match.group(3).strip();
            if (match.group(2).equals("Merges")) {
                throw tool.problem("Revision " + match.group(1) + " merges " + parent
                        + "; revisions can be checked only where they are one line");
            }
            Revision revision = new Revision(
                    match.group(1),
                    parent.equals("<base>") ? BASE : parent,
                    match.group(4).strip());
            Revision other = byParent.putIfAbsent(revision.parent(), revision);
            if (other != null) {
                throw tool.problem("Revisions " + other.id() + " and " + revision.id() + " both follow " + parent
                        + "; revisions can be checked only where they are one line");
            }
        }
        List<Revision> line = new ArrayList<>();
        Revision next = byParent.get(BASE);
        while (next != null) {
            line.add(next);
            next = byParent.get(next.id());
        }
        return line;
    }
}
