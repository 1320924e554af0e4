package dev.sternway.executor.data.mariadb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.executor.MariaVictim;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.executor.data.VerifyDatabase;
import dev.sternway.testing.MariaDbServer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifySchemaTest {
    @TempDir
    Path workspace;

    private MariaVictim victim;

    @BeforeEach
    void arm() throws Exception {
        victim = new MariaVictim(workspace);
        victim.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
    }

    @Test
    void provesThatDefinitionsAndRowsAreAsTheyWere() throws Exception {
        victim.run("UPDATE users SET name = 'x' WHERE id = 1", "UPDATE users SET name = 'u1' WHERE id = 1");
        assertThat(victim.step(new VerifyDatabase(), inputs()))
                .containsEntry("verdict", "equal")
                .containsEntry("tables-equal", "2");
    }

    @Test
    void namesWhatDiffers() throws Exception {
        victim.run("UPDATE tasks SET extra = '{\"a\": 1.5}' WHERE id = 3", "ALTER TABLE users ADD email varchar(9)");
        assertThat(said())
                .contains("table tasks has other content: 20 rows before, 20 now, values differ")
                .contains("+ column users.email varchar(9)");
    }

    @Test
    void findsRowsThatPointNowhere() throws Exception {
        victim.run("SET foreign_key_checks = 0");
        try (var connection = MariaDbServer.connect(victim.name);
                var statement = connection.createStatement()) {
            statement.execute("SET foreign_key_checks = 0");
            statement.execute("DELETE FROM users WHERE id < 3");
        }
        assertThat(((Outcome.Failed) new VerifyDatabase()
                                .on(nothing(), victim.context)
                                .run(nothing(), victim.context))
                        .problem()
                        .what())
                .contains("2 rows of tasks point to no users (tasks_ibfk_1)");
    }

    @Test
    void readsTheStateAtArmingFromTheCopy() throws Exception {
        String copy = MariaDbServer.create();
        for (String table : new String[] {"users", "tasks"}) {
            MariaDbServer.execute(
                    copy,
                    "CREATE TABLE " + table + " LIKE " + victim.name + "." + table,
                    "INSERT INTO " + table + " SELECT * FROM " + victim.name + "." + table);
        }
        victim.run("DELETE FROM tasks WHERE id > 10");
        victim.context.keepsakes().keep("clone/db", copy);
        victim.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
        assertThat(said()).contains("table tasks has other content: 20 rows before, 10 now");
    }

    @Test
    void leavesOutTablesThatTheScriptsWrite() throws Exception {
        victim.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "frozen", Optional.empty()));
        victim.run("UPDATE tasks SET title = 'new'");
        Snapshots.wrote(victim.context, "db", Set.of("tasks"));
        assertThat(victim.step(
                        new VerifyDatabase(),
                        new VerifyDatabase.Inputs("db", Optional.of("armed"), Optional.of("frozen"))))
                .containsEntry("written-by-the-scripts", "tasks")
                .containsEntry("tables-equal", "1");
    }

    private String said() throws Exception {
        var executor = new VerifyDatabase().on(inputs(), victim.context);
        return ((Outcome.Failed) executor.run(inputs(), victim.context))
                .problem()
                .what();
    }

    private static VerifyDatabase.Inputs inputs() {
        return new VerifyDatabase.Inputs("db", Optional.of("armed"), Optional.of("armed"));
    }

    private static VerifyDatabase.Inputs nothing() {
        return new VerifyDatabase.Inputs("db", Optional.empty(), Optional.empty());
    }
}
