package dev.sternway.planner.tool;

import dev.sternway.planner.Migration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Migrations of Django, as {@code sqlmigrate} prints them. Django asks the database that its settings name for its version; it
 * changes nothing there.
 */
public final class DjangoProject {
    private static final Pattern PLANNED = Pattern.compile("(?m)^\\[[X ]\\]\\s+(\\w+)\\.(\\w+)");
    /** Of Django 3 and of 4 and later. */
    private static final Pattern NO_SQL =
            Pattern.compile("(?m)^-- (MIGRATION NOW PERFORMS|THIS) OPERATION THAT? ?CANNOT BE WRITTEN AS SQL");

    private final ToolCommand tool;

    private DjangoProject(ToolCommand tool) {
        this.tool = tool;
    }

    public static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve("manage.py"));
    }

    /**
     * @param command how the project is managed, {@code python3 manage.py} as a rule
     * @return in the order in which Django runs them; what cannot be written as SQL is marked
     * @throws dev.sternway.base.ProblemException SW-0479 when Django cannot print them
     */
    public static List<Migration> read(Path folder, List<String> command) {
        return new DjangoProject(new ToolCommand(folder, command)).migrations();
    }

    private List<Migration> migrations() {
        List<Migration> migrations = new ArrayList<>();
        for (MatchResult planned : PLANNED.matcher(tool.output("showmigrations", "--plan"))
                .results()
                .toList()) {
            String app = planned.group(1);
            String name = planned.group(2);
            String up = tool.output("sqlmigrate", app, name);
            Optional<String> unseen = NO_SQL.matcher(up).find()
                    ? Optional.of(
                            "a part of it is Python code, which Django cannot write as SQL; nobody can derive its way back."
                                    + " Take that part into a migration of its own and plan what undoes it by hand")
                    : Optional.empty();
            migrations.add(
                    new Migration(app + "." + name, app + "/migrations/" + name + ".py", up, down(app, name), unseen));
        }
        return migrations;
    }

    private Optional<String> down(String app, String name) {
        String[] arguments = {"sqlmigrate", "--backwards", app, name};
        ToolCommand.Ran ran = tool.run(arguments);
        boolean whole = ran.code() == 0 && !NO_SQL.matcher(ran.output()).find();
        return Optional.of(
                whole
                        ? ran.output()
                        : "DO $$ BEGIN RAISE EXCEPTION '"
                                + (tool.said(arguments)
                                                + (ran.code() == 0
                                                        ? " leaves out Python code"
                                                        : " fails: " + ran.error()))
                                        .replace("'", "''")
                                + "'; END $$;\n");
    }
}
