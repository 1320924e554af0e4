package dev.sternway.executor.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.database.integrity.Soundness.Check;
import dev.sternway.executor.MariaVictim;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.data.MoveSequences;
import dev.sternway.testing.MariaDbServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckOnMariaDbTest {
    @TempDir
    Path workspace;

    private MariaVictim victim;

    @BeforeEach
    void schema() {
        victim = new MariaVictim(workspace);
    }

    @Test
    void aSoundSchemaPassesEveryCheck() throws Exception {
        victim.run("CREATE TABLE old (w varchar(9) CHARACTER SET latin1)", "INSERT INTO old VALUES ('é')");
        assertThat(victim.step(
                        new CheckIntegrity(),
                        new CheckIntegrity.Inputs(
                                "db",
                                List.of(Check.values()),
                                List.of(new CheckIntegrity.Assertion(
                                        "twenty users", "SELECT COUNT(*) FROM users", Optional.of("20"))))))
                .containsEntry("foreign-keys", "sound")
                .containsEntry("encoding", "sound")
                .containsEntry("amcheck-rows", "sound")
                .containsEntry("twenty users", "holds");
    }

    @Test
    void findsWhatSwitchedOffChecksLetIn() throws Exception {
        victim.run(
                "ALTER TABLE users ADD CHECK (score > 0)",
                "CREATE VIEW broken AS SELECT seen FROM users",
                "CREATE SEQUENCE numbers",
                "CREATE TABLE numbered (n int DEFAULT nextval(numbers))",
                "INSERT INTO numbered VALUES (5000)");
        try (Connection connection = MariaDbServer.connect(victim.name);
                var statement = connection.createStatement()) {
            statement.execute("SET foreign_key_checks = 0, check_constraint_checks = 0");
            statement.execute("DELETE FROM users WHERE id = 3");
            statement.execute("UPDATE users SET score = -1 WHERE id = 4");
        }
        victim.run("ALTER TABLE users DROP seen");
        CheckIntegrity.Inputs inputs = new CheckIntegrity.Inputs(
                "db",
                List.of(Check.FOREIGN_KEYS, Check.CONSTRAINTS, Check.INDEXES, Check.SEQUENCES),
                List.of(new CheckIntegrity.Assertion(
                        "nobody is four", "SELECT id FROM users WHERE id = 4", Optional.empty())));
        Outcome outcome = new CheckIntegrity().run(inputs, victim.context);
        assertThat(((Outcome.Failed) outcome).problem().what())
                .contains("1 rows of tasks point to no users")
                .contains("1 rows of users break CHECK (`score` > 0)")
                .contains("view broken does not work")
                .contains("sequence numbers lags: 5000 is taken already")
                .contains("'nobody is four' does not hold: 1 rows, the first is 4");
    }

    @Test
    void movesCountersThatLag() throws Exception {
        victim.run(
                "CREATE SEQUENCE numbers",
                "CREATE TABLE numbered (n int DEFAULT nextval(numbers), label int)",
                "INSERT INTO numbered (n) VALUES (50)");
        assertThat(victim.step(new MoveSequences(), new MoveSequences.Inputs("db")))
                .containsEntry("moved", "1");
        victim.run("INSERT INTO numbered (label) VALUES (1)");
        assertThat(victim.value("SELECT n FROM numbered WHERE label = 1")).isEqualTo("51");
    }

    @Test
    void aQueryIsAnsweredButMayNotWrite() throws Exception {
        CheckSql.Inputs right =
                new CheckSql.Inputs("db", "SELECT name FROM users WHERE id = 2", Optional.of("u2"), Optional.empty());
        assertThat(new CheckSql().run(right, victim.context)).isInstanceOf(Outcome.Done.class);
        CheckSql.Inputs writes =
                new CheckSql.Inputs("db", "DELETE FROM tasks RETURNING id", Optional.empty(), Optional.of(20));
        assertThat(new CheckSql().run(writes, victim.context)).isInstanceOf(Outcome.Refused.class);
        assertThat(victim.value("SELECT COUNT(*) FROM tasks")).isEqualTo("20");
    }
}
