package dev.sternway.executor.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.database.backup.Certificate;
import dev.sternway.executor.MariaVictim;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.executor.mariadb.cheapest.RestoreSchemaCheapest;
import dev.sternway.testing.MariaDbServer;
import dev.sternway.testing.Steps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreCheapestOnMariaDbTest {
    private static final RestoreSchemaCheapest CHEAPEST = new RestoreSchemaCheapest();
    private static final RestoreSchemaCheapest.Inputs ANY = new RestoreSchemaCheapest.Inputs("db", List.of());

    @TempDir
    Path workspace;

    private MariaVictim victim;

    @BeforeEach
    void armed() throws Exception {
        victim = new MariaVictim(workspace);
        victim.step(new MariaCopy(), new MariaCopy.Inputs("db", MariaCopy.Action.TAKE));
        victim.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
        victim.step(new MariaDump(), new MariaDump.Inputs("db", Optional.empty()));
        victim.step(new MariaRestore(), new MariaRestore.Inputs("db", MariaRestore.Action.VERIFY));
    }

    @Test
    void goesOneRungDownForEveryReasonAndKeepsThemAll() throws Exception {
        victim.run("UPDATE tasks SET title = 'wrong'");
        assertThat(victim.step(CHEAPEST, ANY))
                .containsEntry("rung", "tables")
                .containsEntry("rows-set-aside", "20")
                .hasEntrySatisfying("why", why -> assertThat(why).startsWith("tables: taken"));
        assertThat(titles()).isEqualTo("20");

        victim.run(
                "UPDATE tasks SET title = 'wrong'",
                "CREATE TRIGGER late BEFORE INSERT ON tasks FOR EACH ROW SET NEW.title = 'x'");
        Map<String, String> swapped = Steps.done(CHEAPEST.run(ANY, victim.context.withKey("key-2")));
        assertThat(swapped).containsEntry("rung", "clone").containsKey("broken-kept-as");
        assertThat(swapped.get("why")).contains("tables: refused, SW-0481", "late", "clone: taken");
        assertThat(titles()).isEqualTo("20");

        victim.run("UPDATE tasks SET title = 'wrong'");
        Map<String, String> restored = Steps.done(CHEAPEST.run(ANY, victim.context.withKey("key-3")));
        assertThat(restored).containsEntry("rung", "dump").containsEntry("verdict", "equal");
        assertThat(restored.get("why")).contains("tables: passed over", "is gone", "dump: taken");
        assertThat(titles()).isEqualTo("20");

        Files.delete(workspace.resolve("backups/dump-db/tables.sql"));
        var refusal = Steps.refused(CHEAPEST.run(ANY, victim.context.withKey("key-4")));
        assertThat(refusal.code()).isEqualTo("SW-0581");
        assertThat(refusal.what()).contains("tables: ", "clone: ", "dump: ");
        assertThat(victim.context.notes).doesNotContainKey("rung/db");
    }

    @Test
    void refusesAnExpiredCertificateBeforeAnythingIsTouched() {
        victim.context.notes.compute(
                Certificate.key("db"),
                (key, json) -> String.valueOf(json).replaceAll("\"expires\":\"20\\d\\d", "\"expires\":\"2001"));

        assertThatThrownBy(() -> CHEAPEST.run(ANY, victim.context)).hasMessageContaining("SW-0491");
        assertThat(victim.context.notes).doesNotContainKeys("rung/db", "broken/db");
    }

    private String titles() {
        return MariaDbServer.value(victim.name, "SELECT COUNT(*) FROM tasks WHERE title <> 'wrong'");
    }
}
