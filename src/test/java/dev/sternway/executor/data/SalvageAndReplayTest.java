package dev.sternway.executor.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.ProblemException;
import dev.sternway.executor.Victim;
import dev.sternway.executor.postgres.PostgresClone;
import dev.sternway.plan.Phases.SetAside;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SalvageAndReplayTest {
    private static final SalvageDatabase SALVAGE = new SalvageDatabase();
    private static final ReplayDatabase REPLAY = new ReplayDatabase();

    @TempDir
    Path workspace;

    @Test
    void valuesOfADroppedColumnComeBackWhenTheColumnDoes() throws Exception {
        Victim victim = new Victim(workspace);
        victim.run("ALTER TABLE users ADD email text", "UPDATE users SET email = name || '@x.example' WHERE id <= 7");
        var inputs =
                new SalvageDatabase.Inputs("db", List.of(new SetAside("users", List.of("email"), Optional.empty())));

        Map<String, String> evidence = victim.step(SALVAGE, inputs);
        victim.step(SALVAGE, inputs);

        assertThat(evidence).containsEntry("values-set-aside", "7").containsEntry("rows-lost", "0");
        assertThat(victim.value(
                        "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'sternway_salvage'"))
                .isEqualTo("1");
        victim.run(
                "ALTER TABLE users DROP email",
                "ALTER TABLE users ADD email text",
                "UPDATE users SET email = 'somebody@else.example' WHERE id = 3");

        assertThat(replay(victim)).containsEntry("rows-replayed", "6").containsEntry("conflicts", "1");
        assertThat(victim.value("SELECT email FROM users WHERE id = 1")).isEqualTo("u1@x.example");
        assertThat(victim.value("SELECT email FROM users WHERE id = 3")).isEqualTo("somebody@else.example");
        assertThat(replay(victim)).containsEntry("rows-replayed", "0").containsEntry("conflicts", "1");
        assertThat(victim.context.output).contains("7/7 rows");
    }

    @Test
    void rowsWrittenSinceArmingSurviveTheSwapOfTheClone() throws Exception {
        Victim victim = new Victim(workspace);
        victim.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.TAKE));
        victim.run(
                "UPDATE users SET score = 12345678.0123456789 WHERE id = 2",
                "DELETE FROM tasks WHERE id = 5",
                "CREATE TABLE extra AS SELECT 1 AS one",
                "INSERT INTO users (name, score) VALUES ('new', 0.1000000000)",
                "INSERT INTO tasks (user_id, title, extra) VALUES (21, 'hers', '{\"b\": [1, 2.0]}')");

        Map<String, String> evidence = victim.step(SALVAGE, new SalvageDatabase.Inputs("db", List.of()));
        victim.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.RESTORE));
        victim.step(new MoveSequences(), new MoveSequences.Inputs("db"));

        assertThat(evidence)
                .containsEntry("rows-set-aside", "4")
                .containsEntry("rows-lost", "0")
                .containsEntry("tables-only-in-broken", "public.extra");
        assertThat(victim.value("SELECT count(*) FROM users")).isEqualTo("20");
        victim.run("INSERT INTO users (name) VALUES ('first after the restore')");
        assertThat(victim.value("SELECT id FROM users WHERE name = 'first after the restore'"))
                .isEqualTo("22");

        assertThat(replay(victim)).containsEntry("rows-replayed", "4").containsEntry("conflicts", "0");
        assertThat(replay(victim)).containsEntry("rows-replayed", "0").containsEntry("conflicts", "0");
        assertThat(victim.value("SELECT score FROM users WHERE id = 2")).isEqualTo("12345678.0123456789");
        assertThat(victim.value("SELECT u.name FROM tasks t JOIN users u ON u.id = t.user_id WHERE title = 'hers'"))
                .isEqualTo("new");
        assertThat(victim.value("SELECT count(*) FROM tasks WHERE id = 5")).isEqualTo("0");
    }

    @Test
    void aSelectReadsTheMigratedTableInTheOldShape() throws Exception {
        Victim victim = new Victim(workspace);
        victim.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.TAKE));
        victim.run(
                "ALTER TABLE tasks DROP CONSTRAINT tasks_user_id_fkey",
                "ALTER TABLE users ADD uuid uuid NOT NULL DEFAULT gen_random_uuid()",
                "ALTER TABLE users DROP CONSTRAINT users_pkey",
                "ALTER TABLE users RENAME id TO legacy_id",
                "ALTER TABLE users RENAME uuid TO id",
                "ALTER TABLE users ADD PRIMARY KEY (id)",
                "INSERT INTO users (name) VALUES ('with a uuid')");
        String select = "SELECT legacy_id AS id, name, score, seen FROM users";

        assertThatThrownBy(() -> SALVAGE.run(salvage(Optional.empty()), victim.context))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("SW-0431");
        assertThat(SALVAGE.run(salvage(Optional.of(select + " WHERE legacy_id < 10")), victim.context))
                .hasToString(SALVAGE.run(salvage(Optional.of(select + " WHERE legacy_id < 10")), victim.context)
                        .toString())
                .asString()
                .contains("SW-0433");
        assertThat(victim.step(SALVAGE, salvage(Optional.of(select)))).containsEntry("rows-set-aside", "1");
        victim.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.RESTORE));

        assertThat(replay(victim)).containsEntry("rows-replayed", "1").containsEntry("conflicts", "0");
        assertThat(victim.value("SELECT id FROM users WHERE name = 'with a uuid'"))
                .isEqualTo("21");
    }

    @Test
    void rowsThatChangedParentsAndNamesThatChangedOwnersComeBack() throws Exception {
        Victim victim = new Victim(workspace);
        victim.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.TAKE));
        victim.run(
                "UPDATE tasks SET user_id = 2 WHERE user_id = 1",
                "DELETE FROM users WHERE id = 1",
                "INSERT INTO users (name) VALUES ('u1')");
        victim.step(SALVAGE, new SalvageDatabase.Inputs("db", List.of()));
        victim.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.RESTORE));

        assertThat(replay(victim)).containsEntry("rows-replayed", "3").containsEntry("conflicts", "0");
        assertThat(victim.value("SELECT id FROM users WHERE name = 'u1'")).isEqualTo("21");
    }

    @Test
    void thousandsOfRowsComeBackAndOnlyThoseInTheWayAreListed() throws Exception {
        Victim victim = new Victim(workspace);
        victim.run("INSERT INTO users (name, score) SELECT 'many ' || i, 0 FROM generate_series(1, 1500) i", "ANALYZE");
        victim.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.TAKE));
        victim.run(
                "UPDATE users SET score = id WHERE id BETWEEN 100 AND 700",
                "UPDATE users SET name = 'other ' || id WHERE id BETWEEN 701 AND 800",
                "DELETE FROM users WHERE id > 800",
                "INSERT INTO users (name) SELECT 'many ' || i FROM generate_series(681, 780) i",
                "INSERT INTO tasks (user_id, title) SELECT id, name FROM users WHERE id > 1520");
        String content = "SELECT md5(string_agg(t::text, ';' ORDER BY id)) FROM users t";
        String wanted = victim.value(content);
        victim.step(SALVAGE, new SalvageDatabase.Inputs("db", List.of()));
        victim.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.RESTORE));
        victim.run("UPDATE users SET score = -1 WHERE id = 300", "UPDATE users SET score = -1 WHERE id = 900");

        Map<String, String> evidence = replay(victim);

        assertThat(evidence).containsEntry("rows-replayed", String.valueOf(601 + 100 + 720 + 100 + 100 - 2));
        assertThat(Files.readAllLines(Path.of(evidence.get("conflicts-file"))))
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("\"kind\":\"UPDATE\"", "\"key\":{\"id\":300}"))
                .anySatisfy(line -> assertThat(line).contains("\"kind\":\"DELETE\"", "\"key\":{\"id\":900}"));
        assertThat(replay(victim)).containsEntry("rows-replayed", "0").containsEntry("conflicts", "2");
        victim.run("UPDATE users SET score = 300 WHERE id = 300", "DELETE FROM users WHERE id = 900");
        assertThat(victim.value(content)).isEqualTo(wanted);
    }

    @Test
    void whatAPersonMustDecideIsListedWithBothRows() throws Exception {
        Victim victim = new Victim(workspace);
        victim.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.TAKE));
        victim.run("UPDATE users SET name = 'theirs' WHERE id = 4");
        victim.step(SALVAGE, new SalvageDatabase.Inputs("db", List.of()));
        victim.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.RESTORE));
        victim.run("UPDATE users SET name = 'somebody was faster' WHERE id = 4");

        Map<String, String> evidence = replay(victim);

        assertThat(evidence).containsEntry("conflicts", "1");
        assertThat(Files.readString(Path.of(evidence.get("conflicts-file"))))
                .contains("\"kind\":\"UPDATE\"", "\"key\":{\"id\":4}", "theirs", "u4");
    }

    private static SalvageDatabase.Inputs salvage(Optional<String> select) {
        return new SalvageDatabase.Inputs("db", List.of(new SetAside("users", List.of(), select)));
    }

    private static Map<String, String> replay(Victim victim) throws Exception {
        return victim.step(REPLAY, new ReplayDatabase.Inputs("db"));
    }
}
