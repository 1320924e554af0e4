package dev.sternway.executor.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.executor.Victim;
import dev.sternway.executor.postgres.PostgresClone;
import dev.sternway.executor.postgres.PostgresSlot;
import dev.sternway.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalvageFromTheLogTest {
    @TempDir
    Path workspace;

    private Victim victim;

    @BeforeEach
    void armed() throws Exception {
        victim = new Victim(workspace);
        victim.run(
                "CREATE TABLE things (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, label text, tags text[], doc jsonb, raw bytea,"
                        + " twice int GENERATED ALWAYS AS (length(label) * 2) STORED, at timestamptz, amount numeric(12,4))",
                "INSERT INTO things (label, doc) SELECT 'old ' || i, '{\"a\": [1, 2.50]}' FROM generate_series(1, 5) i");
        victim.step(new PostgresSlot(), new PostgresSlot.Inputs("db", PostgresSlot.Action.CREATE));
        victim.run("UPDATE users SET seen = now() WHERE id = 7");
        victim.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.TAKE));
    }

    @Test
    void everyKindOfValueComesBackAndASecondReplayChangesNothing() throws Exception {
        victim.run(
                "INSERT INTO things (label, tags, doc, raw, at, amount) SELECT repeat('large ''quoted'' \\ ', 2000), '{a,\"b c\",NULL}',"
                        + " '{\"deep\": {\"n\": 1.10, \"s\": \"x\"}}', '\\x00ff', '2026-03-29 01:30:00.123456+00', 1234.5600",
                "UPDATE things SET amount = 7 WHERE id = 6",
                "UPDATE things SET label = NULL, doc = '[]' WHERE id = 2",
                "UPDATE things SET id = DEFAULT WHERE id = 3",
                "INSERT INTO users (name) VALUES ('with tasks')",
                "INSERT INTO tasks (user_id, title, extra) VALUES (21, 'hers', '{\"b\": [1, 2.0]}')",
                "DELETE FROM tasks WHERE user_id = 4",
                "DELETE FROM users WHERE id = 4");
        List<String> wanted = content();

        Map<String, String> evidence = salvageAndSwap();
        assertThat(evidence).containsEntry("read-from", "the log of writes").containsEntry("rows-set-aside", "8");
        assertThat(content()).isNotEqualTo(wanted);

        assertThat(replay(List.of())).containsEntry("rows-replayed", "8").containsEntry("conflicts", "0");
        assertThat(content()).isEqualTo(wanted);
        assertThat(replay(List.of())).containsEntry("rows-replayed", "0").containsEntry("conflicts", "0");
        victim.run("INSERT INTO users (name) VALUES ('the next id is free')");
        assertThat(slots()).as("the server keeps no log any more").isEqualTo("0");
    }

    @Test
    void aBadTransactionIsLeftOutAndWhatGoodOnesWroteAfterItStays() throws Exception {
        victim.run("UPDATE users SET name = name || ' (good)' WHERE id = 1");
        String bad = PostgresServer.value(
                victim.name, "UPDATE users SET score = 0 WHERE true RETURNING pg_current_xact_id()");
        victim.run(
                "UPDATE users SET name = 'renamed after it' WHERE id = 2",
                "UPDATE users SET score = score + 5 WHERE id = 3",
                "DELETE FROM tasks WHERE user_id = 20",
                "DELETE FROM users WHERE id = 20");
        salvageAndSwap();

        Map<String, String> replayed = replay(List.of(Long.parseLong(bad)));

        assertThat(victim.value("SELECT name || ' ' || trunc(score) FROM users WHERE id = 1"))
                .isEqualTo("u1 (good) 1");
        assertThat(victim.value("SELECT name || ' ' || trunc(score) FROM users WHERE id = 2"))
                .isEqualTo("renamed after it 2");
        assertThat(victim.value("SELECT count(*) FROM users WHERE id = 20")).isEqualTo("0");
        assertThat(replayed).containsEntry("conflicts", "1");
        assertThat(Files.readString(Path.of(replayed.get("conflicts-file"))))
                .contains("\"key\":{\"id\":3}", "\"choice\":\"\"", "the row was changed since");
    }

    @Test
    void triggersStaySilentAndThoseThatWereOffStayOff() throws Exception {
        victim.run(
                "CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.title := 'seen by a trigger';"
                        + " RETURN NEW; END $$",
                "CREATE TRIGGER on_a BEFORE INSERT ON tasks FOR EACH ROW EXECUTE FUNCTION shout()",
                "CREATE TRIGGER on_b BEFORE INSERT ON tasks FOR EACH ROW EXECUTE FUNCTION shout()",
                "ALTER TABLE tasks DISABLE TRIGGER on_b");
        victim.context.notes.remove("clone/db");
        victim.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.TAKE));
        victim.run(
                "ALTER TABLE tasks DISABLE TRIGGER on_a",
                "INSERT INTO tasks (user_id, title) VALUES (1, 'as written')");
        salvageAndSwap();

        assertThat(replay(List.of())).containsEntry("rows-replayed", "1");
        assertThat(victim.value("SELECT title FROM tasks WHERE id = 21")).isEqualTo("as written");
        assertThat(victim.value("SELECT string_agg(concat(tgname, tgenabled), ' ' ORDER BY tgname) FROM pg_trigger"
                        + " WHERE NOT tgisinternal"))
                .isEqualTo("on_aO on_bD");
    }

    @Test
    void thousandsOfChangesComeBackAndOnlyWhatIsInTheWayIsListed() throws Exception {
        victim.run(
                "INSERT INTO users (name, score) SELECT 'many ' || i, 0 FROM generate_series(1, 1500) i",
                "INSERT INTO tasks (user_id, title) SELECT id, 'of ' || name FROM users WHERE id > 20",
                "DO $$ BEGIN FOR i IN 1..300 LOOP UPDATE users SET score = score + 1 WHERE id IN (1, 100 + i);"
                        + " END LOOP; END $$",
                "UPDATE users SET name = 'swap' WHERE id = 2",
                "UPDATE users SET name = 'u2' WHERE id = 3",
                "UPDATE users SET name = 'u3' WHERE id = 2",
                "DELETE FROM tasks WHERE user_id BETWEEN 500 AND 900",
                "DELETE FROM users WHERE id BETWEEN 500 AND 900",
                "UPDATE things SET label = label || ' changed', id = DEFAULT",
                "INSERT INTO users (id, name) VALUES (600, 'again')",
                "UPDATE users SET score = 7 WHERE id = 4",
                "UPDATE users SET score = 7 WHERE id = 5");
        List<String> wanted = content();
        salvageAndSwap();
        victim.run("UPDATE users SET score = -1 WHERE id = 4", "INSERT INTO users (id, name) VALUES (1000, 'faster')");

        Map<String, String> replayed = replay(List.of());

        List<String> conflicts = Files.readAllLines(Path.of(replayed.get("conflicts-file")));
        assertThat(conflicts).hasSize(2);
        assertThat(conflicts.get(0)).contains("\"key\":{\"id\":1000}", "another row has this key", "INSERT");
        assertThat(conflicts.get(1)).contains("\"key\":{\"id\":4}", "the row was changed since", "UPDATE");
        assertThat(replay(List.of())).containsEntry("rows-replayed", "0").containsEntry("conflicts", "2");
        victim.run(
                "UPDATE users SET score = 7 WHERE id = 4",
                "UPDATE users SET name = 'many ' || id - 20, score = 0 WHERE id = 1000");
        assertThat(content()).isEqualTo(wanted);
    }

    @Test
    void withoutALogRowsAreComparedAndTheEvidenceSaysWhy() throws Exception {
        victim.run("INSERT INTO users (name) VALUES ('one more')");
        victim.step(new PostgresSlot(), new PostgresSlot.Inputs("db", PostgresSlot.Action.DROP));

        assertThat(victim.step(new SalvageDatabase(), new SalvageDatabase.Inputs("db", List.of())))
                .containsEntry("read-from", "key-wise difference: no log of writes was kept")
                .containsEntry("rows-set-aside", "1");
    }

    private List<String> content() {
        return List.of(
                victim.value("SELECT string_agg(md5(t::text) || id, '; ' ORDER BY id) FROM things t"),
                victim.value("SELECT string_agg(t::text, '; ' ORDER BY id) FROM users t"),
                victim.value("SELECT string_agg(t::text, '; ' ORDER BY id) FROM tasks t"));
    }

    private Map<String, String> salvageAndSwap() throws Exception {
        Map<String, String> evidence = victim.step(new SalvageDatabase(), new SalvageDatabase.Inputs("db", List.of()));
        victim.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.RESTORE));
        victim.run("ALTER DATABASE " + victim.name + " CONNECTION LIMIT -1");
        return evidence;
    }

    private Map<String, String> replay(List<Long> except) throws Exception {
        return victim.step(new ReplayDatabase(), new ReplayDatabase.Inputs("db", except));
    }

    private String slots() {
        return PostgresServer.value(
                victim.name, "SELECT count(*) FROM pg_replication_slots WHERE slot_name LIKE '" + victim.name + "%'");
    }
}
