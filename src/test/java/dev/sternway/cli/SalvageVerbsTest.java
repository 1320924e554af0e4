package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.executor.Victim;
import dev.sternway.executor.data.SalvageDatabase;
import dev.sternway.executor.postgres.PostgresClone;
import dev.sternway.executor.postgres.PostgresSlot;
import dev.sternway.testing.PostgresServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SalvageVerbsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path workspace;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPersonDecidesAboutConflictsInAFileAndIsNotAskedAgain(boolean fromTheLog) throws Exception {
        Victim victim = rolledBack(fromTheLog);
        Path folder = workspace.resolve("salvage-db");
        victim.run("UPDATE users SET name = name || ' now' WHERE id IN (1, 2, 3)");

        assertThat(replay(victim)).isEqualTo(1);
        Path conflicts = folder.resolve("conflicts.jsonl");
        List<String> lines = Files.readAllLines(conflicts);
        assertThat(lines).hasSize(3);
        Files.write(
                conflicts,
                List.of(
                        lines.get(0).replace("\"choice\":\"\"", "\"choice\":\"theirs\""),
                        lines.get(1).replace("\"choice\":\"\"", "\"choice\":\"ours\""),
                        lines.get(2)
                                .replace(
                                        "\"choice\":\"\"",
                                        "\"choice\":\"edit\",\"row\":{\"id\":3,\"name\":\"both\"}")));

        assertThat(replay(victim, "--decided", conflicts.toString()))
                .as(err.toString())
                .isZero();
        assertThat(replay(victim)).isZero();
        assertThat(victim.value("SELECT string_agg(name, ', ' ORDER BY id) FROM users WHERE id <= 3"))
                .isEqualTo("u1 now, u2 then, both");

        Files.writeString(conflicts, lines.get(0).replace("\"choice\":\"\"", "\"choice\":\"mine\""));
        assertThat(replay(victim, "--decided", conflicts.toString())).isEqualTo(Cli.UNUSABLE);
        assertThat(err.toString()).contains("SW-0495", "line 1", "'mine'");
    }

    @Test
    void listsTransactionsAndExportsForOtherTools() throws Exception {
        rolledBack(true);
        Path folder = workspace.resolve("salvage-db");

        assertThat(run("salvage", "list", folder.toString())).isZero();
        assertThat(out.toString()).contains("public.users UPDATE: 3", "1 transactions", "--except");
        assertThat(run("salvage", "export", folder.toString(), "--as", "csv", "--to", workspace + "/csv"))
                .isZero();
        try (var files = Files.list(workspace.resolve("csv"))) {
            assertThat(Files.readAllLines(files.findFirst().orElseThrow()))
                    .hasSize(4)
                    .anySatisfy(line -> assertThat(line).contains("update,public.users", "u1 then"));
        }
        assertThat(run("salvage", "list", workspace.toString())).isEqualTo(Cli.UNUSABLE);
        assertThat(err.toString()).contains("SW-0496", "manifest.json");
    }

    private Victim rolledBack(boolean fromTheLog) throws Exception {
        Victim victim = new Victim(workspace);
        if (fromTheLog) {
            victim.step(new PostgresSlot(), new PostgresSlot.Inputs("db", PostgresSlot.Action.CREATE));
        }
        victim.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.TAKE));
        victim.run("UPDATE users SET name = name || ' then' WHERE id <= 3");
        victim.step(new SalvageDatabase(), new SalvageDatabase.Inputs("db", List.of()));
        victim.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.RESTORE));
        victim.run("ALTER DATABASE " + victim.name + " CONNECTION LIMIT -1");
        return victim;
    }

    private int replay(Victim victim, String... more) {
        List<String> words = new java.util.ArrayList<>(List.of(
                "salvage",
                "replay",
                workspace.resolve("salvage-db").toString(),
                "--url",
                PostgresServer.url(victim.name)));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    private int run(String... words) {
        var line = Cli.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(words);
    }
}
