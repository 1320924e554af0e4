package dev.sternway.executor.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.SchemaSnapshot;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Victim;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flyway itself migrates, and has the last word. */
class FlywayUndoTest {
    private static final FlywayUndo UNDO = new FlywayUndo();
    private static final String ROWS = "SELECT string_agg(installed_rank || ' ' || version || ' ' || type, ', '"
            + " ORDER BY installed_rank) FROM flyway_schema_history";

    @TempDir
    Path workspace;

    @TempDir
    Path migrations;

    private Victim victim;

    @BeforeEach
    void migratedByFlyway() throws Exception {
        victim = new Victim(workspace);
        Files.createDirectories(workspace);
        write("V2__email.sql", "ALTER TABLE users ADD email text;\nUPDATE users SET email = name || '@x';\n");
        write("U2__email.sql", "ALTER TABLE users DROP COLUMN email;\n");
        write("V3__tags.sql", "CREATE TABLE tags (id int PRIMARY KEY, email text);\n");
        write("U3__tags.sql", "DROP TABLE tags;\n");
        flyway().baseline();
        victim.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
        flyway().migrate();
    }

    @Test
    void takesVersionsBackSoThatFlywayAppliesThemAgain() throws Exception {
        var evidence = victim.step(UNDO, inputs("1"));

        assertThat(evidence).containsEntry("taken-back", "3, 2").containsEntry("schema", "equal");
        assertThat(victim.value(ROWS)).isEqualTo("1 1 BASELINE, 2 2 SQL, 3 3 SQL, 4 3 DELETE, 5 2 DELETE");
        assertThat(UNDO.probe(inputs("1"), victim.context)).isInstanceOf(Probe.Already.class);
        assertThat(flyway().validateWithResult().invalidMigrations)
                .allMatch(it -> it.errorDetails.errorMessage.contains("not applied"));
        assertThat(pending()).containsExactly("2", "3");

        assertThat(flyway().migrate().migrationsExecuted).isEqualTo(2);

        assertThat(pending()).isEmpty();
        flyway().validate();
        assertThat(victim.value("SELECT count(email) FROM users")).isEqualTo("20");
        assertThat(victim.step(UNDO, inputs("1"))).containsEntry("taken-back", "3, 2");
    }

    @Test
    void stopsAtTheVersionThatShallBeTheLast() throws Exception {
        PostgresServer.execute(victim.name, "DROP TABLE tags");
        SchemaSnapshot expected = schema();
        PostgresServer.execute(victim.name, "CREATE TABLE tags (id int PRIMARY KEY, email text)");

        victim.step(UNDO, inputs("2", expected.digest(), Duration.ofSeconds(1)));

        assertThat(pending()).containsExactly("3");
        assertThat(victim.value("SELECT count(email) FROM users")).isEqualTo("20");
    }

    @Test
    void aConnectionCutBetweenScriptAndHistoryLeavesNothingHalfDone() throws Exception {
        String before = state();
        write("U2__email.sql", "ALTER TABLE users DROP COLUMN email; SELECT pg_terminate_backend(pg_backend_pid());");

        assertThat(UNDO.run(inputs("1"), victim.context))
                .isInstanceOf(Outcome.Failed.class)
                .asString()
                .contains("SW-0555", "nothing was changed");

        assertThat(state()).isEqualTo(before);
        assertThat(UNDO.verify(inputs("1"), victim.context)).asString().contains("SW-0559", "version 3 is applied");
        write("U2__email.sql", "ALTER TABLE users DROP COLUMN email;");
        victim.step(UNDO, inputs("1"));
    }

    @Test
    void aScriptThatDoesNotBringTheSchemaBackIsRolledBackWhateverItSays() throws Exception {
        String before = state();
        write("U2__email.sql", "SELECT 'done';");

        assertThatThrownBy(() -> UNDO.run(inputs("1"), victim.context))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("SW-0554")
                .hasMessageContaining("+ column public.users.email text");

        assertThat(state()).isEqualTo(before);
    }

    @Test
    void aTakenLockIsTriedAgainAndThenGivenUpWithNothingChanged() throws Exception {
        String before = state();
        try (Connection other = PostgresServer.connect(victim.name)) {
            other.setAutoCommit(false);
            other.createStatement().execute("SELECT * FROM users");

            assertThat(UNDO.run(inputs("1", "", Duration.ofMillis(20)), victim.context))
                    .asString()
                    .contains("SW-0555", "lock timeout");
        }
        assertThat(victim.context.output)
                .filteredOn(line -> line.contains("trying again"))
                .hasSize(5);
        assertThat(state()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UPDATE flyway_schema_history SET checksum = 7 WHERE version = '2'                   | 1   | SW-0552 | checksum 7 in the history
            UPDATE flyway_schema_history SET installed_rank = 9 WHERE version = '2'             | 1   | SW-0551 | version 2 was applied out of order, after version 3
            UPDATE flyway_schema_history SET installed_rank = 9 WHERE version = '1'             | 1   | SW-0551 | version 1 was applied out of order
            UPDATE flyway_schema_history SET success = false WHERE version = '3'                | 1   | SW-0551 | version 3 failed
            UPDATE flyway_schema_history SET type = 'JDBC' WHERE version = '3'                  | 1   | SW-0551 | is of type JDBC
            INSERT INTO flyway_schema_history SELECT 9, '4', 'x', 'SQL', 'V4__x.sql', 1, 'me', now(), 1, true | 1 | SW-0553 | V4__x.sql
            SELECT 1                                                                            | 0   | SW-0551 | version 1 is the baseline
            SELECT 1                                                                            | 1.5 | SW-0551 | version 1.5 is not applied
            ALTER TABLE flyway_schema_history RENAME TO other                                   | 1   | SW-0550 | flyway_schema_history
            """)
    void aHistoryThatDoesNotFitIsRefusedBeforeAnythingIsTouched(String harm, String to, String code, String says)
            throws Exception {
        victim.run(harm);
        SchemaSnapshot before = schema();

        assertThatThrownBy(() -> UNDO.run(inputs(to), victim.context))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(code)
                .hasMessageContaining(says);

        assertThat(schema()).isEqualTo(before);
    }

    @Test
    void aMissingScriptAPlaceholderAndAMissingSnapshotAreRefused() throws Exception {
        String before = state();
        victim.context.files.remove("db/U2__email.sql");
        refuses("SW-0304", "db/U2__email.sql");
        write("U2__email.sql", "DROP TABLE ${schema}.tags");
        refuses("SW-0553", "${schema}");
        write("U2__email.sql", "DROP INDEX CONCURRENTLY i");
        refuses("SW-0410", "CONCURRENTLY");
        victim.context.notes.clear();
        refuses("SW-0414", "'armed'");
        assertThat(state()).isEqualTo(before);
    }

    @Test
    void flywayAtWorkIsNotDisturbed() throws Exception {
        write(
                "V4__lock.sql",
                "CREATE TABLE held AS SELECT (classid::bigint << 32) | objid::bigint AS key FROM pg_locks"
                        + " WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
        flyway().migrate();
        try (Connection busy = PostgresServer.connect(victim.name)) {
            busy.createStatement().execute("SELECT pg_advisory_lock(key) FROM held");

            refuses("SW-0551", "Flyway is at work");
        }
    }

    private void refuses(String code, String says) {
        assertThatThrownBy(() -> UNDO.run(inputs("1"), victim.context))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(code)
                .hasMessageContaining(says);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(migrations.resolve(name), text);
        victim.context.file("db/" + name, text);
    }

    private Flyway flyway() {
        return new FluentConfiguration()
                .dataSource(PostgresServer.url(victim.name), "postgres", "postgres")
                .locations("filesystem:" + migrations)
                .load();
    }

    private List<String> pending() {
        return Arrays.stream(flyway().info().pending())
                .map(MigrationInfo::getVersion)
                .map(String::valueOf)
                .toList();
    }

    private SchemaSnapshot schema() throws SQLException {
        try (Connection connection = PostgresServer.connect(victim.name)) {
            return SchemaSnapshot.of(connection);
        }
    }

    private String state() throws SQLException {
        return schema().digest() + victim.value(ROWS);
    }

    private static FlywayUndo.Inputs inputs(String to) {
        return inputs(to, "", Duration.ofSeconds(1));
    }

    private static FlywayUndo.Inputs inputs(String to, String digest, Duration lockTimeout) {
        return new FlywayUndo.Inputs(
                "db",
                to,
                List.of("db/V2__email.sql", "db/V3__tags.sql"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(digest).filter(it -> !it.isEmpty()),
                Optional.of(lockTimeout));
    }
}
