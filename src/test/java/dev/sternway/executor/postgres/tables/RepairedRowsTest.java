package dev.sternway.executor.postgres.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.executor.Victim;
import dev.sternway.executor.postgres.PostgresClone;
import dev.sternway.testing.Steps;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where few rows differ, only they are touched, and yet nothing is taken on trust. */
class RepairedRowsTest {
    private static final RestoreTables RESTORE = new RestoreTables();

    @TempDir
    Path workspace;

    @Test
    void repairsFewRowsWhileTheirForeignKeyStaysAndChecksThem() throws Exception {
        Victim victim = cloned(
                "CREATE TABLE notes (id int PRIMARY KEY, user_id int REFERENCES users (id), text text)",
                "INSERT INTO notes SELECT i, 1 + i % 20, 'n' FROM generate_series(1, 300) i",
                "ANALYZE");
        String key = "SELECT oid FROM pg_constraint WHERE conname = 'notes_user_id_fkey'";
        String before = victim.value(key);
        victim.run("UPDATE notes SET text = 'wrong', user_id = 1 WHERE id < 4", "DELETE FROM notes WHERE id = 4");

        assertThat(notes(victim, "first"))
                .containsEntry("tables", "public.notes repair of 4 rows")
                .containsEntry("rows-now", "300");
        assertThat(victim.value(key)).isEqualTo(before);

        victim.run("UPDATE notes SET text = 'wrong' WHERE id < 4", "ALTER TABLE notes DISABLE TRIGGER ALL");
        assertThat(notes(victim, "first")).containsEntry("tables", "public.notes repair of 3 rows");
        assertThat(victim.value(key)).isNotEqualTo(before);
    }

    @Test
    void undoesAllWhereARuleOfTheTableWroteMoreThanTheRowsThatWereRepaired() throws Exception {
        Victim victim = cloned(
                "CREATE TABLE notes (id int PRIMARY KEY, text text)",
                "INSERT INTO notes SELECT i, 'n' FROM generate_series(1, 300) i",
                "CREATE RULE also AS ON DELETE TO notes DO ALSO UPDATE notes SET text = 'ruled' WHERE id = 200",
                "ANALYZE");
        victim.run("UPDATE notes SET text = 'wrong' WHERE id < 4");

        assertThatThrownBy(() -> notes(victim, "first")).hasMessageContaining("SW-0483");
        assertThat(victim.value("SELECT count(*) FROM notes WHERE text = 'n'")).isEqualTo("297");
    }

    private static Map<String, String> notes(Victim victim, String key) throws Exception {
        return Steps.done(RESTORE.run(
                new RestoreTables.Inputs("db", List.of("notes"), Optional.empty()), victim.context.withKey(key)));
    }

    private Victim cloned(String... more) throws Exception {
        Victim victim = new Victim(workspace);
        victim.run(more);
        victim.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.TAKE));
        return victim;
    }
}
