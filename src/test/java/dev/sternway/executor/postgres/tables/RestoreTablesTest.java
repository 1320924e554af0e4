package dev.sternway.executor.postgres.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.database.catalog.Snapshot;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Victim;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.executor.data.ReplayDatabase;
import dev.sternway.executor.postgres.PostgresClone;
import dev.sternway.executor.postgres.PostgresDump;
import dev.sternway.testing.PostgresServer;
import dev.sternway.testing.Steps;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreTablesTest {
    private static final RestoreTables RESTORE = new RestoreTables();

    @TempDir
    Path workspace;

    @Test
    void undoesAWrongUpdateInItsTableAndLeavesOtherTablesAsTheyAre() throws Exception {
        Victim victim = cloned("CREATE TABLE notes (id serial PRIMARY KEY, text text)");
        victim.run(
                "UPDATE users SET name = 'x' || id, score = NULL",
                "INSERT INTO users (name) VALUES ('written since')",
                "INSERT INTO notes (text) VALUES ('written since')");

        Map<String, String> evidence = victim.step(RESTORE, only("users"));

        assertThat(evidence)
                .containsEntry("tables", "public.users refill")
                .containsEntry("rows-now", "20")
                .containsEntry("rows-set-aside", "21")
                .containsEntry("way", "tables, from the clone");
        assertThat(evidence.get("why")).contains("cheapest that fits", "1 tables");
        assertThat(victim.value("SELECT count(*) FROM users WHERE name = 'u' || id AND score IS NOT NULL"))
                .isEqualTo("20");
        assertThat(victim.value("SELECT count(*) FROM notes")).isEqualTo("1");
        assertThat(victim.value("SELECT count(*) FROM tasks t JOIN users u ON u.id = t.user_id"))
                .isEqualTo("20");
        assertThat(RESTORE.probe(only("users"), victim.context)).isInstanceOf(Probe.Already.class);
        victim.run("INSERT INTO users (name) VALUES ('after')");
        assertThat(victim.value("SELECT id FROM users WHERE name = 'after'")).isEqualTo("22");

        assertThat(victim.step(new ReplayDatabase(), new ReplayDatabase.Inputs("db")))
                .containsEntry("rows-replayed", "21");
        assertThat(victim.value("SELECT id FROM users WHERE name = 'written since'"))
                .isEqualTo("21");
    }

    @Test
    void repairsOnlyTheRowsThatDifferWhereTheyAreFew() throws Exception {
        Victim victim = cloned(
                "INSERT INTO users (name) SELECT 'more ' || i FROM generate_series(1, 500) i",
                "CREATE TABLE notes (user_id int REFERENCES users (id) ON DELETE CASCADE, at int, text text, PRIMARY KEY (user_id,"
                        + " at))",
                "INSERT INTO notes SELECT id, id % 3, 'n' FROM users",
                "ANALYZE");
        Snapshot armed = now(victim);
        victim.run(
                "UPDATE users SET score = -1 WHERE id BETWEEN 5 AND 8",
                "INSERT INTO users (name) VALUES ('since')",
                "UPDATE notes SET text = NULL WHERE user_id = 9",
                "DELETE FROM notes WHERE user_id = 10");

        Map<String, String> evidence = victim.step(RESTORE, all(Optional.empty()));

        assertThat(evidence)
                .containsEntry("tables", "public.notes repair of 2 rows, public.users repair of 5 rows")
                .containsEntry("rows-set-aside", "7");
        assertThat(now(victim)).isEqualTo(armed);
    }

    @Test
    void takesAlongDamagedTablesThatForeignKeysTieToTheChosenOneAndSaysSo() throws Exception {
        Victim victim = cloned();
        victim.run(
                "INSERT INTO users (name) VALUES ('new')",
                "INSERT INTO tasks (user_id, title) VALUES (21, 'of the new one')",
                "UPDATE users SET score = 0");

        Map<String, String> evidence = victim.step(RESTORE, only("public.users"));

        assertThat(evidence)
                .containsEntry("included public.tasks", "refers to public.users by tasks_user_id_fkey")
                .containsEntry("rows-set-aside", "22");
        assertThat(victim.value("SELECT count(*) FROM tasks")).isEqualTo("20");
    }

    @Test
    void bringsBackWhatAMigrationDroppedAndChangedWithAllThatBelongsToIt() throws Exception {
        Victim victim = dressed();
        Snapshot armed = now(victim);
        victim.run(
                "DROP TABLE tasks",
                "ALTER TABLE users DROP score, ALTER seen TYPE text, ADD email text",
                "DROP INDEX users_seen",
                "DROP TRIGGER stamp ON users",
                "COMMENT ON TABLE users IS 'people, migrated'",
                "REVOKE ALL ON users FROM PUBLIC",
                "CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users (id))",
                "INSERT INTO users (name, email) VALUES ('new', 'new@x.example')",
                "INSERT INTO orders VALUES (1, 101)",
                "UPDATE bag SET v = 'changed'");

        Map<String, String> evidence = victim.step(RESTORE, all(Optional.empty()));

        assertThat(evidence)
                .containsEntry(
                        "tables",
                        "public.bag replace, public.orders aside, public.tasks replace, public.users replace");
        Snapshot after = now(victim);
        assertThat(armed.schema().difference(after.schema())).isEmpty();
        assertThat(after.tables()).isEqualTo(armed.tables());
        String aside = evidence.get("moved-aside-to");
        assertThat(victim.value("SELECT email FROM " + aside + ".users WHERE name = 'new'"))
                .isEqualTo("new@x.example");
        assertThat(victim.value("SELECT count(*) FROM " + aside + ".orders")).isEqualTo("1");
        victim.run("INSERT INTO users (name) VALUES ('after')");
        assertThat(victim.value("SELECT id || ' ' || doubled FROM users WHERE name = 'after'"))
                .isEqualTo("102 204");
    }

    @Test
    void restoresFromTheDumpWhereThereIsNoClone() throws Exception {
        Victim victim = dressed();
        victim.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
        victim.context.notes.remove("clone/db");
        victim.step(new PostgresDump(), new PostgresDump.Inputs("db", Optional.empty()));
        Snapshot armed = now(victim);
        victim.run("UPDATE users SET name = id::text", "ALTER TABLE tasks DROP title");

        Map<String, String> evidence = victim.step(RESTORE, all(Optional.empty()));

        assertThat(evidence).containsEntry("way", "tables, from the dump");
        assertThat(now(victim)).isEqualTo(armed);
        assertThat(PostgresServer.value(
                        "postgres",
                        "SELECT count(*) FROM pg_database WHERE datname LIKE '" + victim.name + "\\_\\_tables%'"))
                .isEqualTo("0");
    }

    @Test
    void refusesWhatTablesAloneDoNotUndoOrTakesTheWayThatIsNamed() throws Exception {
        Victim victim = cloned("CREATE VIEW names AS SELECT name FROM users");
        victim.run("CREATE OR REPLACE VIEW names AS SELECT name, 1 AS one FROM users", "UPDATE users SET score = 0");

        assertThat(RESTORE.run(all(Optional.empty()), victim.context))
                .asString()
                .contains("SW-0481", "names");
        assertThat(victim.value("SELECT count(*) FROM users WHERE score = 0")).isEqualTo("20");

        Map<String, String> evidence = victim.step(RESTORE, all(Optional.of(RestoreTables.Otherwise.CLONE)));

        assertThat(evidence).containsEntry("way", "clone");
        assertThat(evidence.get("why")).contains("view public.names");
        assertThat(victim.value("SELECT count(*) FROM users WHERE score = 0")).isEqualTo("0");
        assertThat(RESTORE.probe(all(Optional.of(RestoreTables.Otherwise.CLONE)), victim.context))
                .isInstanceOf(Probe.Already.class);
    }

    @Test
    void changesNothingWhenSomethingHangsOnATableOrWritersHoldIt() throws Exception {
        Victim victim = cloned("CREATE VIEW names AS SELECT name FROM users");
        victim.run("ALTER TABLE users DROP score", "UPDATE tasks SET title = NULL");
        Snapshot broken = now(victim);

        assertThatThrownBy(() -> RESTORE.run(all(Optional.empty()), victim.context))
                .hasMessageContaining("SW-0482")
                .hasMessageContaining("names");
        assertThatThrownBy(() -> RESTORE.run(only("nothing"), victim.context)).hasMessageContaining("SW-0484");

        assertThat(now(victim)).isEqualTo(broken);
    }

    @Test
    void undoesAllWhenTheLeaseIsLostBeforeTheCommit() throws Exception {
        Victim victim = cloned();
        victim.run("UPDATE users SET score = 0");
        victim.context.loseLease();

        assertThatThrownBy(() -> RESTORE.run(all(Optional.empty()), victim.context))
                .hasMessageContaining("lease");
        assertThat(victim.value("SELECT count(*) FROM users WHERE score = 0")).isEqualTo("20");
    }

    @Test
    void findsNothingToDoWhenNothingDiffers() throws Exception {
        Victim victim = cloned();

        assertThat(victim.step(RESTORE, all(Optional.empty())))
                .containsEntry("tables", "none differ")
                .containsEntry("rows-now", "0");
        assertThat(again(victim, only("users")))
                .containsEntry("tables", "none differ")
                .containsEntry("rows-set-aside", "0");
    }

    @Test
    void refusesWithoutACloneOrDump() throws Exception {
        assertThat(RESTORE.run(all(Optional.empty()), new Victim(workspace).context))
                .isInstanceOf(Outcome.Refused.class)
                .asString()
                .contains("SW-0434");
    }

    private static Map<String, String> again(Victim victim, RestoreTables.Inputs inputs) throws Exception {
        return Steps.done(RESTORE.run(inputs, victim.context.withKey("again")));
    }

    private Victim cloned(String... more) throws Exception {
        Victim victim = new Victim(workspace);
        victim.run(more);
        victim.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.TAKE));
        return victim;
    }

    private Victim dressed() throws Exception {
        String role = "tables_" + Long.toString(System.nanoTime(), 36);
        List<String> more = new ArrayList<>(List.of(
                "CREATE ROLE " + role,
                "CREATE TYPE mood AS ENUM ('sad', 'glad')",
                "ALTER TABLE users ADD doubled int GENERATED ALWAYS AS (id * 2) STORED, ADD mood mood DEFAULT 'glad',"
                        + " ADD tags text[], ADD CONSTRAINT named CHECK (name <> '')",
                "CREATE INDEX users_seen ON users (seen) WHERE seen IS NOT NULL",
                "COMMENT ON INDEX users_seen IS 'of the living'",
                "COMMENT ON TABLE users IS 'people; all of them'",
                "COMMENT ON CONSTRAINT tasks_user_id_fkey ON tasks IS 'whose'",
                "GRANT SELECT ON users TO PUBLIC",
                "GRANT UPDATE (name) ON users TO " + role,
                "ALTER TABLE tasks OWNER TO " + role,
                "ALTER TABLE tasks ENABLE ROW LEVEL SECURITY",
                "CREATE POLICY own ON tasks FOR SELECT USING (user_id > 0)",
                "CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.seen = now(); RETURN NEW; END'",
                "CREATE TRIGGER stamp BEFORE INSERT OR UPDATE ON users FOR EACH ROW EXECUTE FUNCTION stamp()",
                "CREATE TABLE bag (v text)",
                "INSERT INTO bag VALUES ('a'), ('a')",
                "CREATE TABLE notes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id int REFERENCES users (id) ON"
                        + " DELETE CASCADE DEFERRABLE INITIALLY DEFERRED)",
                "INSERT INTO notes (user_id) SELECT id FROM users",
                "INSERT INTO users (id, name, tags) VALUES (100, 'late', '{a,b}')",
                "SELECT setval('users_id_seq', 100)"));
        return cloned(more.toArray(String[]::new));
    }

    private static Snapshot now(Victim victim) throws Exception {
        try (Connection connection = PostgresServer.connect(victim.name)) {
            return Snapshot.of(connection);
        }
    }

    private static RestoreTables.Inputs only(String table) {
        return new RestoreTables.Inputs("db", List.of(table), Optional.empty());
    }

    private static RestoreTables.Inputs all(Optional<RestoreTables.Otherwise> otherwise) {
        return new RestoreTables.Inputs("db", List.of(), otherwise);
    }
}
