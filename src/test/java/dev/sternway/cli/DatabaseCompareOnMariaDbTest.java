package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.executor.MariaVictim;
import dev.sternway.executor.data.SalvageDatabase;
import dev.sternway.testing.MariaDbServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseCompareOnMariaDbTest {
    @TempDir
    Path workspace;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private MariaVictim victim;
    private String copy;
    private String user;

    @BeforeEach
    void schemas() {
        victim = new MariaVictim(workspace);
        copy = MariaDbServer.create();
        user = "cli_" + victim.name;
        MariaDbServer.execute(
                copy,
                "CREATE USER " + user,
                "GRANT ALL ON *.* TO " + user,
                "CREATE TABLE users LIKE " + victim.name + ".users",
                "INSERT INTO users SELECT * FROM " + victim.name + ".users",
                "CREATE TABLE gone (id int)");
    }

    @AfterEach
    void tidy() {
        MariaDbServer.execute("", "DROP USER " + user);
    }

    @Test
    void refusesToCompareTwoKindsInOneSentence() {
        assertThat(run("database", "compare", "--left", url(copy), "--right", "jdbc:postgresql://localhost/todo"))
                .isEqualTo(Cli.UNUSABLE);

        assertThat(err.toString()).contains("SW-0688", "Both sides must be of one kind");
    }

    @Test
    void saysWhichTablesDifferAndInWhichKeys() {
        victim.run(
                "UPDATE users SET name = CONCAT('other', id) WHERE id IN (3, 11)",
                "INSERT INTO users (id, name) VALUES (99, 'new')",
                "ALTER TABLE users ADD hits int");

        assertThat(run("database", "compare", "--left", url(copy), "--right", url(victim.name), "--user", user))
                .isEqualTo(Cli.FINDINGS);

        assertThat(out.toString().lines())
                .containsExactly(
                        "gone: only on the left",
                        "tasks: only on the right",
                        "users: 0 rows only on the left, 1 only on the right, 2 changed; 20 and 21 rows",
                        "  column + hits int(11)",
                        "  changed 3",
                        "  changed 11",
                        "  only-right 99",
                        "3 tables, 3 differ");
    }

    @Test
    void replaysWhatWasSetAsideAndTakesDecisions() throws Exception {
        victim.run("UPDATE users SET name = 'ours' WHERE id = 5", "DROP TABLE tasks");
        victim.context.keepsakes().keep("clone/db", copy);
        victim.step(new SalvageDatabase(), new SalvageDatabase.Inputs("db", List.of()));
        victim.run("UPDATE users SET name = 'theirs' WHERE id = 5");
        Path folder = workspace.resolve("salvage-db");
        String[] replay = {"salvage", "replay", folder.toString(), "--url", url(victim.name), "--user", user};

        assertThat(run(replay)).as(err.toString()).isEqualTo(Cli.FINDINGS);
        assertThat(out.toString()).contains("0 rows replayed, 0 decisions, 1 conflict");
        Path conflicts = folder.resolve("conflicts.jsonl");
        Path decided = workspace.resolve("decided");
        Files.writeString(decided, Files.readString(conflicts).replace("\"choice\":\"\"", "\"choice\":\"ours\""));
        String[] again = {
            "salvage",
            "replay",
            folder.toString(),
            "--url",
            url(victim.name),
            "--user",
            user,
            "--decided",
            decided.toString()
        };
        assertThat(run(again)).as(err.toString()).isZero();
        assertThat(victim.value("SELECT name FROM users WHERE id = 5")).isEqualTo("ours");
    }

    private static String url(String schema) {
        return "jdbc:mariadb://127.0.0.1:" + MariaDbServer.port() + "/" + schema;
    }

    private int run(String... words) {
        return Cli.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }
}
