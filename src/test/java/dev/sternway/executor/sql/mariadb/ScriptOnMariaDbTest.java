package dev.sternway.executor.sql.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.ProblemException;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.compare.SchemaFacts;
import dev.sternway.executor.Executor;
import dev.sternway.executor.MariaVictim;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.sql.SqlScript;
import dev.sternway.testing.MariaDbServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptOnMariaDbTest {
    @TempDir
    Path workspace;

    private MariaVictim victim;
    private final SqlScript.Inputs inputs =
            new SqlScript.Inputs("db", List.of("down.sql"), Optional.of(Duration.ofSeconds(1)));

    @BeforeEach
    void schema() {
        victim = new MariaVictim(workspace);
    }

    @Test
    void runsEveryStatementOnceBodiesWithSemicolonsToo() throws Exception {
        script("""
                ALTER TABLE users DROP COLUMN seen, ADD hits int NOT NULL DEFAULT 0; -- a comment
                DELIMITER $$
                CREATE TRIGGER counts AFTER INSERT ON tasks FOR EACH ROW
                BEGIN
                  UPDATE users SET hits = hits + 1 WHERE id = NEW.user_id;
                END$$
                DELIMITER ;
                INSERT INTO tasks (user_id, title) VALUES (1, 'a;b');
                UPDATE tasks SET title = CONCAT(title, '!') WHERE id < 3;
                """);
        assertThat(victim.step(new SqlScript(), inputs)).containsEntry("statements-run-now", "4");
        assertThat(victim.step(new SqlScript(), inputs)).containsEntry("statements", "4");
        assertThat(victim.value("SELECT GROUP_CONCAT(title) FROM tasks WHERE id IN (1, 2) OR title LIKE 'a%'"))
                .isEqualTo("t1!,t2!,a;b");
        assertThat(victim.value("SELECT hits FROM users WHERE id = 1")).isEqualTo("1");
        assertThat(Snapshots.written(victim.context, "db")).containsExactly("tasks");
    }

    @Test
    void goesOnAtTheStatementThatFailed() throws Exception {
        script(
                "UPDATE users SET score = score + 1; ALTER TABLE users ADD age int; INSERT INTO users (name) VALUES ('u1');"
                        + " UPDATE users SET age = 7 WHERE id = 1");
        assertThatThrownBy(() -> executor().run(inputs, victim.context))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("Duplicate entry")
                .hasMessageContaining("down.sql, line 1 (INSERT INTO users");
        victim.run("UPDATE users SET name = 'first' WHERE id = 1");

        assertThat(executor().probe(inputs, victim.context)).isInstanceOf(Probe.Needed.class);
        assertThat(victim.step(new SqlScript(), inputs)).containsEntry("statements-run-now", "2");
        assertThat(victim.value("SELECT CONCAT(score, ' ', age) FROM users WHERE id = 1"))
                .isEqualTo("2.1234567891 7");
    }

    @Test
    void asksTheDefinitionsWhetherAStatementHappenedBeforeACrash() throws Exception {
        script("ALTER TABLE users ADD age int; ALTER TABLE users ADD size int");
        try (Connection connection = MariaDbServer.connect(victim.name)) {
            Journal journal = new Journal(connection, victim.context.key());
            journal.open();
            journal.started(1, SchemaFacts.of(CatalogReader.read(connection)).digest());
        }
        victim.run("ALTER TABLE users ADD age int");
        assertThat(victim.step(new SqlScript(), inputs)).containsEntry("statements-run-now", "1");
        assertThat(victim.value("SELECT COUNT(size) + COUNT(age) FROM users")).isEqualTo("0");
    }

    @Test
    void leavesItToAPersonWhenNobodyCanTellWhetherAStatementHappened() throws Exception {
        script("CALL something()");
        try (Connection connection = MariaDbServer.connect(victim.name)) {
            Journal journal = new Journal(connection, victim.context.key());
            journal.open();
            journal.started(1, "");
        }
        assertThat(executor().probe(inputs, victim.context)).isInstanceOf(Probe.Unknown.class);
    }

    @Test
    void triesAgainWhileSomebodyHoldsTheTable() throws Exception {
        script("ALTER TABLE users ADD age int");
        try (Connection busy = MariaDbServer.connect(victim.name)) {
            busy.setAutoCommit(false);
            busy.createStatement().execute("UPDATE users SET name = 'x' WHERE id = 1");
            CompletableFuture.delayedExecutor(1500, TimeUnit.MILLISECONDS).execute(() -> {
                try {
                    busy.commit();
                } catch (java.sql.SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(victim.step(new SqlScript(), inputs)).containsEntry("statements-run-now", "1");
        }
        assertThat(victim.context.output).anyMatch(it -> it.startsWith("a lock is taken, trying again"));
    }

    @Test
    void refusesTransactionsOfTheScriptsOwn() throws Exception {
        script("UPDATE users SET name = 'x' WHERE id = 1;\nSTART TRANSACTION;");
        Outcome outcome = executor().run(inputs, victim.context);
        assertThat(((Outcome.Refused) outcome).problem().what()).contains("down.sql, line 2 (START TRANSACTION)");
        assertThat(victim.value("SELECT name FROM users WHERE id = 1")).isEqualTo("u1");
    }

    private void script(String text) {
        victim.context.file("down.sql", text);
    }

    private Executor<SqlScript.Inputs> executor() {
        return new SqlScript().on(inputs, victim.context);
    }
}
