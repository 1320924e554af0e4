package dev.sternway.executor.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.Victim;
import dev.sternway.executor.sql.SqlScript;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyDatabaseTest {
    @TempDir
    Path workspace;

    @Test
    void aDroppedTableAndAChangedValueAreNamedAndNothingElse() throws Exception {
        Victim victim = new Victim(workspace);
        victim.run(
                "CREATE TABLE odd (id int, a json, b xml, c point, d bit(3), e json[], f int[])",
                "INSERT INTO odd VALUES (1)");
        arm(victim);
        assertThat(verify(victim)).isInstanceOf(Outcome.Done.class);

        victim.run("DROP TABLE tasks", "UPDATE users SET score = 0 WHERE id = 3");

        assertThat(verify(victim))
                .asString()
                .contains("SW-0415", "table public.tasks is gone", "table public.users has other content", "- index")
                .doesNotContain("public.odd");
    }

    @Test
    void valuesSwappedBetweenTwoRowsAreFound() throws Exception {
        Victim victim = new Victim(workspace);
        arm(victim);
        victim.run("UPDATE users SET score = 21 - id + 0.1234567891");

        assertThat(verify(victim)).asString().contains("public.users").doesNotContain("public.tasks has");
    }

    @Test
    void whatTheScriptsOfAWayBackWriteDiffersFromTheFrozenStateAndNothingElseMay() throws Exception {
        Victim victim = new Victim(workspace);
        arm(victim);
        victim.run(
                "ALTER TABLE users ALTER COLUMN score TYPE text",
                "UPDATE tasks SET title = upper(title)",
                "CREATE TABLE others (id int PRIMARY KEY, v text)",
                "INSERT INTO others VALUES (1, 'one')");
        victim.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "frozen", Optional.empty()));
        victim.context.file(
                "down.sql",
                "ALTER TABLE users ALTER COLUMN score TYPE numeric(20,10) USING score::numeric;"
                        + " UPDATE tasks SET title = lower(title);");
        victim.step(new SqlScript(), new SqlScript.Inputs("db", List.of("down.sql"), Optional.empty()));
        var inputs = new VerifyDatabase.Inputs("db", Optional.empty(), Optional.of("frozen"));

        assertThat(victim.step(new VerifyDatabase(), inputs))
                .containsEntry("tables-equal", "1")
                .containsEntry("written-by-the-scripts", "public.tasks, public.users");
        victim.run("UPDATE others SET v = 'two'");
        assertThat(new VerifyDatabase().run(inputs, victim.context))
                .asString()
                .contains("SW-0415", "table public.others has other content")
                .doesNotContain("public.users");
    }

    @Test
    void orphansAndInvalidIndexesAreNamed() throws Exception {
        Victim victim = new Victim(workspace);
        victim.run(
                "SET session_replication_role = replica; DELETE FROM users WHERE id = 9",
                "CREATE INDEX tasks_title ON tasks (title)",
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'tasks_title'::regclass");

        assertThat(new VerifyDatabase()
                        .run(new VerifyDatabase.Inputs("db", Optional.empty(), Optional.empty()), victim.context))
                .asString()
                .contains("1 rows of tasks have no parent in users", "index tasks_title is invalid");
    }

    @Test
    void sequencesEndAtTheHighestValueAndNeverGoBack() throws Exception {
        Victim victim = new Victim(workspace);
        victim.run(
                "CREATE TABLE ids (id int GENERATED ALWAYS AS IDENTITY, name text)",
                "CREATE TABLE fresh (id serial)",
                "INSERT INTO ids (id, name) OVERRIDING SYSTEM VALUE VALUES (1, 'one')",
                "SELECT setval('users_id_seq', 3)",
                "SELECT setval('tasks_id_seq', 500)");

        Map<String, String> evidence = victim.step(new MoveSequences(), new MoveSequences.Inputs("db"));

        assertThat(evidence).containsEntry("moved", "2");
        assertThat(victim.value("SELECT nextval('users_id_seq')")).isEqualTo("21");
        assertThat(victim.value("SELECT nextval('tasks_id_seq')")).isEqualTo("501");
        assertThat(victim.value("SELECT nextval('fresh_id_seq')")).isEqualTo("1");
        victim.run("INSERT INTO ids (name) VALUES ('two')");
        assertThat(victim.value("SELECT id FROM ids WHERE name = 'two'")).isEqualTo("2");
    }

    private static void arm(Victim victim) throws Exception {
        victim.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
    }

    private static Outcome verify(Victim victim) throws Exception {
        return new VerifyDatabase()
                .run(new VerifyDatabase.Inputs("db", Optional.of("armed"), Optional.of("armed")), victim.context);
    }
}
