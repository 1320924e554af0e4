package dev.sternway.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PlanScriptTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void thePlanGivesTheSameScriptEveryTimeAndItCanBeRun() throws Exception {
        Path script = folder.resolve("rollback.sh");

        assertThat(script("plans/add-email", "--level", "2", "--environment", "production", "--out", script.toString()))
                .isZero();
        assertThat(script("plans/add-email/plan.yaml", "--level", "2", "--environment", "production"))
                .isZero();

        assertThat(script).content().isEqualTo(out.toString()).startsWith("#!/bin/sh\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(script)))
                .isEqualTo("rwxr-xr-x");
        assertThat(out.toString()).contains("PGHOST=db.todo.example", "rollback/level-2.sql", "DROP NOT NULL");
    }

    @Test
    void secretsAreNamedAndNeverArguments() {
        assertThat(script("plans/add-email", "--level", "3")).isZero();

        assertThat(out.toString().lines().filter(line -> line.contains("TODO_DB_PASSWORD")))
                .isNotEmpty()
                .noneMatch(line -> line.matches(".*\\b(psql|curl|pg_restore|env)\\b.*"));
    }

    @Test
    void whatCannotBeWrittenDownIsRefusedWithTheWayOut() throws Exception {
        assertThat(script("plans/MIG-002", "--level", "2")).isNotZero();
        assertThat(err.toString()).contains("SW-0141 The plan has no level 2").contains("It has 1, 3, code-only");
        assertThat(script("plans/MIG-002", "--level", "9")).isNotZero();
        assertThat(err.toString()).contains("SW-0141 There is no level 9");
        assertThat(script("plans/MIG-002", "--level", "1", "--environment", "moon"))
                .isNotZero();
        assertThat(err.toString()).contains("SW-0121 The plan has no environment moon");
        assertThat(script(folder.toString(), "--level", "1")).isNotZero();
        assertThat(err.toString()).contains("SW-0140 There is no plan in " + folder);
        String plan = Files.readString(Path.of("plans/add-email/plan.yaml"));
        Files.writeString(
                folder.resolve("plan.yaml"),
                plan.replaceAll("(?s)level-1:\n.*?    level-2:", "level-1: derived\n    level-2:"));
        assertThat(script(folder.toString(), "--level", "1")).isNotZero();
        assertThat(err.toString()).contains("SW-0142 Level 1 of the plan is not filled yet");
    }

    @Test
    void aPlanWithErrorsGivesAScriptAndAWarning() throws Exception {
        for (Path file : RunbookStage.files(Path.of("plans/add-email/rollback"))) {
            Files.createDirectories(folder.resolve("rollback"));
            Files.copy(file, folder.resolve("rollback").resolve(file.getFileName()));
        }
        Files.copy(Path.of("plans/add-email/plan.yaml"), folder.resolve("plan.yaml"));

        assertThat(script(folder.toString(), "--level", "1")).isZero();

        assertThat(err.toString())
                .contains("Mind: the plan has 5 errors, and the script has them too; the first: ")
                .contains("SW-0204");
    }

    private int script(String... arguments) {
        return new CommandLine(new PlanScript())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
