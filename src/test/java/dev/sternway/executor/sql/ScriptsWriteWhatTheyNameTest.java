package dev.sternway.executor.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.executor.Victim;
import dev.sternway.executor.postgres.PostgresClone;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptsWriteWhatTheyNameTest {
    @TempDir
    Path workspace;

    private Victim victim;

    /** Armed; then a release that wrote one title and doubled the scores, and users who wrote since. */
    @BeforeEach
    void released() throws Exception {
        victim = new Victim(workspace);
        victim.run(
                "CREATE TABLE loose (a int, b text, c text)",
                "INSERT INTO loose SELECT i, 'b' || i, 'c' FROM generate_series(1, 9) i",
                "CREATE TABLE followers (id int PRIMARY KEY, task_id int REFERENCES tasks (id) ON DELETE CASCADE)",
                "CREATE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN NEW.seen = ''2001-01-01''; RETURN NEW; END'");
        victim.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.TAKE));
        victim.run(
                "UPDATE tasks SET title = upper(title) WHERE id = 3",
                "UPDATE users SET score = score * 2",
                "INSERT INTO users (name, score) VALUES ('since', 1)",
                "INSERT INTO tasks (user_id, title) VALUES (21, 'OURS')",
                "INSERT INTO followers VALUES (1, 21), (2, 3)");
    }

    @Test
    void aScriptThatWritesWhatItNamesIsProvenRowByRow() throws Exception {
        Map<String, String> evidence = run("UPDATE tasks SET title = lower(title) WHERE id IN (3, 21);"
                + " UPDATE users SET score = score / 2 WHERE id <= 20; UPDATE loose SET b = upper(b)");

        assertThat(evidence)
                .containsEntry("wrote public.tasks", "2 rows, 0 added, 0 removed; all else equal row by row")
                .containsEntry("wrote public.users", "20 rows, 0 added, 0 removed; all else equal row by row")
                .containsEntry("wrote public.loose", "0 rows, 0 added, 0 removed; all else equal row by row");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            value = {
                // a row that neither release nor users had written
                "UPDATE tasks SET title = upper(title) => 19 rows of public.tasks were as at arming and are so no more, first key (1)",
                // a trigger writes another column
                "CREATE TRIGGER t BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION stamp(); UPDATE users SET score = score / 2; DROP TRIGGER t ON users => 21 rows of public.users have other values in columns that no script names, first key (1)",
                // a cascade
                "DELETE FROM tasks WHERE id = 21 => 1 rows of public.followers are gone, and no script deletes from it, first key (1)",
                // a row of the state at arming
                "DELETE FROM tasks WHERE id = 4 => 1 rows of public.tasks were as at arming and are so no more, first key (4)",
                "DO $$BEGIN EXECUTE 'UPDATE lo'||'ose SET '||chr(98)||' = a'; END$$ => 9 rows of public.loose are gone",
                "ALTER TABLE users ALTER score TYPE int USING score + 1; DO $$BEGIN EXECUTE 'UPDATE us'||'ers SET na'||'me = na'||'me||''x'''; END$$ => of public.users have other values",
            })
    void aScriptThatWritesMoreIsRolledBack(String script, String why) {
        String before = content();

        assertThatThrownBy(() -> run(script)).hasMessageContaining("SW-0571").hasMessageContaining(why);

        assertThat(content()).isEqualTo(before);
        assertThat(victim.context.notes).doesNotContainKey("written/db");
    }

    @Test
    void rowsThatCameSinceMayGoAndKeysMayBeNumberedAnew() throws Exception {
        assertThat(run("DELETE FROM tasks WHERE id = 21 -- with its followers"))
                .containsEntry("wrote public.tasks", "0 rows, 0 added, 1 removed; all else equal row by row")
                .containsEntry("wrote public.followers", "0 rows, 0 added, 1 removed; all else equal row by row");
        assertThat(run("UPDATE followers SET id = id + 100"))
                .containsEntry("wrote public.followers", "1 rows, 0 added, 0 removed; all else equal row by row");
    }

    @Test
    void withoutACloneWhatNoScriptNamesIsStillProven() {
        victim.context.notes.remove("clone/db");

        assertThatThrownBy(
                        () -> run(
                                "UPDATE tasks SET extra = NULL; DO $$BEGIN EXECUTE 'UPDATE us'||'ers SET sco'||'re = 0'; END$$"))
                .hasMessageContaining("21 rows of public.users have other values in columns that no script names");
    }

    private String content() {
        return victim.value("SELECT (SELECT string_agg(t::text, ';' ORDER BY id) FROM tasks t) || (SELECT"
                + " string_agg(u::text, ';' ORDER BY id) FROM users u) || (SELECT string_agg(l::text, ';' ORDER BY a) FROM loose"
                + " l)");
    }

    private Map<String, String> run(String script) throws Exception {
        victim.context.file(script + ".sql", script);
        var context = victim.context.withKey(script);
        var outcome =
                new SqlScript().run(new SqlScript.Inputs("db", List.of(script + ".sql"), Optional.empty()), context);
        assertThat(outcome).isInstanceOf(dev.sternway.executor.Outcome.Done.class);
        return ((dev.sternway.executor.Outcome.Done) outcome).evidence();
    }
}
