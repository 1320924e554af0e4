package dev.sternway.executor.mariadb.moment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.executor.MariaVictim;
import dev.sternway.executor.Probe;
import dev.sternway.executor.mariadb.moment.MariaPointInTime.Then;
import dev.sternway.testing.MariaDbServer;
import dev.sternway.testing.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MariaPointInTimeTest {
    @TempDir
    Path workspace;

    private MariaVictim victim;
    private String good;

    @BeforeEach
    void aServerWithABackupAndWritesSince() throws Exception {
        victim = new MariaVictim(workspace);
        victim.step(new MariaBackup(), new MariaBackup.Inputs("db", MariaBackup.Action.TAKE));
        victim.run(
                "ALTER TABLE tasks ADD COLUMN done boolean NOT NULL DEFAULT 0",
                "CREATE VIEW open_tasks AS SELECT id FROM tasks WHERE NOT done",
                "CREATE TRIGGER loud BEFORE INSERT ON users FOR EACH ROW SET NEW.name = UPPER(NEW.name)",
                "FLUSH BINARY LOGS",
                "INSERT INTO users (name, score) VALUES ('later', 1.5)");
        good = place();
    }

    @Test
    void aSchemaGoesBackToAPositionAndNoOtherIsTouched() throws Exception {
        String other = MariaDbServer.create();
        MariaDbServer.execute(other, "CREATE TABLE t (i int)", "INSERT INTO t VALUES (1), (2)");
        victim.run("UPDATE users SET score = 0", "DROP TABLE tasks");

        Map<String, String> restored = victim.step(new MariaPointInTime(), to(position(good), Then.COPY_DATABASE));

        assertAsItWas();
        assertThat(restored).containsEntry("recovered-to", good);
        assertThat(MariaDbServer.value(restored.get("broken-kept-as"), "SELECT SUM(score) FROM users"))
                .isEqualTo("0.0000000000");
        assertThat(MariaDbServer.value(other, "SELECT COUNT(*) FROM t")).isEqualTo("2");
        assertThat(new MariaPointInTime().probe(to(position(good), Then.COPY_DATABASE), victim.context))
                .isInstanceOf(Probe.Already.class);
        assertNothingIsLeft();
    }

    @Test
    void itGoesBackToAMomentOrToJustBeforeATransaction() throws Exception {
        String second = value("SELECT UNIX_TIMESTAMP()");
        Awaitility.await()
                .atMost(Patience.ENOUGH)
                .until(() -> !value("SELECT UNIX_TIMESTAMP()").equals(second));
        Instant moment = Instant.ofEpochSecond(Long.parseLong(value("SELECT UNIX_TIMESTAMP()")));
        String wrong;
        try (Connection connection = MariaDbServer.connect(victim.name);
                Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM tasks");
            var row = statement.executeQuery("SELECT @@last_gtid");
            row.next();
            wrong = row.getString(1);
        }
        victim.run("INSERT INTO users (name) VALUES ('after all that')");

        assertThat(victim.step(new MariaPointInTime(), to(transaction(wrong), Then.VERIFY)))
                .containsEntry("rows", "41");
        assertThat(value("SELECT COUNT(*) FROM tasks")).isEqualTo("0");
        victim.step(new MariaPointInTime(), to(moment(moment.toString()), Then.COPY_DATABASE));

        assertAsItWas();
        assertNothingIsLeft();
    }

    @Test
    void whereItCannotGoBackToIsRefusedBeforeAnythingIsTouched() {
        String middle =
                good.substring(0, good.indexOf(':') + 1) + (Long.parseLong(good.substring(good.indexOf(':') + 1)) - 1);
        for (RecoverTo wrong : List.of(
                position(middle),
                position("binlog.999999:4"),
                transaction("0-1-987654321"),
                moment("2999-01-01T00:00:00Z"),
                moment("2020-01-01T00:00:00Z"),
                moment("yesterday"))) {
            assertThatThrownBy(() -> new MariaPointInTime().run(to(wrong, Then.COPY_DATABASE), victim.context))
                    .hasMessageContaining("SW-0625");
        }
        MariaDbServer.execute("", "FLUSH BINARY LOGS");
        String now = place();
        String file = now.substring(0, now.indexOf(':'));
        // files that a crash would need stay a little longer
        Awaitility.await().atMost(Patience.ENOUGH).until(() -> {
            MariaDbServer.execute("", "PURGE BINARY LOGS TO '" + file + "'");
            return MariaDbServer.value("", "SHOW BINARY LOGS").equals(file);
        });
        assertThatThrownBy(() -> new MariaPointInTime().run(to(position(now), Then.COPY_DATABASE), victim.context))
                .hasMessageContaining("SW-0626");
        assertThat(workspace.resolve("backups/beside-db")).doesNotExist();
        assertThat(value("SELECT COUNT(*) FROM users")).isEqualTo("21");
    }

    @Test
    void anAttemptThatWasKilledIsClearedAwayAndMadeAgain() throws Exception {
        victim.run("DELETE FROM tasks");
        Process killed = KilledAttempt.start(victim.context, victim.name, good);
        Path pid = workspace.resolve("backups/beside-db/pid");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> Files.exists(pid) || !killed.isAlive());
        assertThat(killed.isAlive())
                .as(Files.readString(workspace.resolve("killed.log")))
                .isTrue();
        killed.destroyForcibly().waitFor();

        victim.step(new MariaPointInTime(), to(position(good), Then.COPY_DATABASE));

        assertAsItWas();
        assertNothingIsLeft();
        assertThat(new MariaPointInTime().probe(to(position(good), Then.DISCARD), victim.context))
                .isInstanceOf(Probe.Already.class);
    }

    private void assertAsItWas() {
        assertThat(value("SELECT COUNT(*) FROM users")).isEqualTo("21");
        assertThat(value("SELECT name FROM users WHERE score = 1.5")).isEqualTo("LATER");
        assertThat(value("SELECT COUNT(*) FROM open_tasks")).isEqualTo("20");
        victim.run("INSERT INTO users (name) VALUES ('quiet')");
        assertThat(value("SELECT COUNT(*) FROM users WHERE BINARY name = 'QUIET'"))
                .isEqualTo("1");
    }

    private void assertNothingIsLeft() throws Exception {
        try (Stream<Path> left = Files.list(workspace.resolve("backups"))) {
            assertThat(left.map(it -> it.getFileName().toString())).containsExactly("base-db");
        }
        assertThat(MariaDbServer.value(
                        "",
                        "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name LIKE '%\\_\\_moment\\_%'"))
                .isEqualTo("0");
    }

    private String value(String query) {
        return victim.value(query);
    }

    private static String place() {
        try (Connection connection = MariaDbServer.connect("");
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SHOW MASTER STATUS")) {
            row.next();
            return row.getString(1) + ":" + row.getString(2);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MariaPointInTime.Inputs to(RecoverTo to, Then then) {
        return new MariaPointInTime.Inputs("db", Optional.of(to), then);
    }

    private static RecoverTo position(String place) {
        return RecoverTo.position(place);
    }

    private static RecoverTo moment(String moment) {
        return new RecoverTo(Optional.empty(), Optional.of(moment), Optional.empty());
    }

    private static RecoverTo transaction(String gtid) {
        return new RecoverTo(Optional.empty(), Optional.empty(), Optional.of(gtid));
    }
}
