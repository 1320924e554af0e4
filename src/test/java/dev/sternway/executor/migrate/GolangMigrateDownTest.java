package dev.sternway.executor.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.ProblemException;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Victim;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GolangMigrateDownTest {
    private static final GolangMigrateDown DOWN = new GolangMigrateDown();
    private static final String TABLE =
            "SELECT coalesce(string_agg(version || ' ' || dirty, ', '), 'empty') FROM schema_migrations";

    @TempDir
    Path workspace;

    private Victim victim;

    /** The table as golang-migrate makes it. */
    @BeforeEach
    void migrated() throws Exception {
        victim = new Victim(workspace);
        victim.run("CREATE TABLE schema_migrations (version bigint NOT NULL PRIMARY KEY, dirty boolean NOT NULL)");
        victim.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
        victim.run(
                "ALTER TABLE users ADD email text",
                "CREATE TABLE tags (id int)",
                "INSERT INTO schema_migrations VALUES (3, false)");
        victim.context
                .file("db/000002_email.down.sql", "ALTER TABLE users DROP COLUMN email;")
                .file("db/000003_tags.down.sql", "DROP TABLE tags;");
    }

    @Test
    void takesVersionsBackAndSetsTheirTable() throws Exception {
        assertThat(victim.step(DOWN, inputs(1)))
                .containsEntry("taken-back", "db/000003_tags.down.sql, db/000002_email.down.sql")
                .containsEntry("schema", "equal");

        assertThat(victim.value(TABLE)).isEqualTo("1 false");
        assertThat(DOWN.probe(inputs(1), victim.context)).isInstanceOf(Probe.Already.class);
    }

    @Test
    void leavesNoRowWhenNothingRemains() throws Exception {
        victim.step(DOWN, inputs(0));

        assertThat(victim.value(TABLE)).isEqualTo("empty");
        assertThat(DOWN.probe(inputs(0), victim.context)).isInstanceOf(Probe.Already.class);
    }

    @Test
    void aConnectionCutBetweenScriptAndTableLeavesNothingHalfDone() throws Exception {
        victim.context.file(
                "db/000002_email.down.sql",
                "ALTER TABLE users DROP COLUMN email; SELECT pg_terminate_backend(pg_backend_pid());");

        assertThat(DOWN.run(inputs(1), victim.context))
                .isInstanceOf(Outcome.Failed.class)
                .asString()
                .contains("SW-0555");

        assertThat(victim.value(TABLE)).isEqualTo("3 false");
        assertThat(victim.value("SELECT count(email) FROM users")).isEqualTo("0");
        assertThat(victim.value("SELECT count(*) FROM tags")).isEqualTo("0");
    }

    @Test
    void aDirtyVersionOfWhichNothingIsThereIsWipedOff() throws Exception {
        victim.run(
                "ALTER TABLE users DROP COLUMN email",
                "DROP TABLE tags",
                "UPDATE schema_migrations SET version = 2, dirty = true");

        assertThat(DOWN.probe(inputs(2), victim.context)).isInstanceOf(Probe.Needed.class);
        assertThat(victim.step(DOWN, inputs(1)).get("repaired")).contains("version 2 was dirty");
        assertThat(victim.value(TABLE)).isEqualTo("1 false");
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeAnythingIsTouched() throws Exception {
        refuses(4, "SW-0551", "before 4");
        victim.context.file("db/000002_email.down.sql", "SELECT 1");
        refuses(1, "SW-0554", "+ column public.users.email");
        victim.context.files.remove("db/000002_email.down.sql");
        refuses(1, "SW-0304", "000002_email.down.sql");
        try (Connection busy = PostgresServer.connect(victim.name)) {
            long key = GolangHistory.key(victim.name, new HistoryTable("public", "schema_migrations"));
            busy.createStatement().execute("SELECT pg_advisory_lock(" + key + ")");
            refuses(1, "SW-0551", "golang-migrate is at work");
        }
        assertThat(victim.value(TABLE)).isEqualTo("3 false");
        victim.run("UPDATE schema_migrations SET dirty = true");
        refuses(1, "SW-0551", "left version 3 dirty");
        victim.run("UPDATE schema_migrations SET dirty = false, version = 4");
        refuses(1, "SW-0553", "Version 4 is applied");
        victim.run("DROP TABLE schema_migrations");
        refuses(1, "SW-0550", "schema_migrations");
        assertThat(victim.value("SELECT count(*) FROM tags")).isEqualTo("0");
    }

    private void refuses(long to, String code, String says) {
        assertThatThrownBy(() -> DOWN.run(inputs(to), victim.context))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(code)
                .hasMessageContaining(says);
    }

    private static GolangMigrateDown.Inputs inputs(long to) {
        return new GolangMigrateDown.Inputs(
                "db",
                to,
                List.of("db/000002_email.up.sql", "db/000003_tags.up.sql"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
