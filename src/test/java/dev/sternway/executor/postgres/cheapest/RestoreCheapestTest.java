package dev.sternway.executor.postgres.cheapest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.database.backup.Certificate;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Victim;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.executor.postgres.PostgresClone;
import dev.sternway.executor.postgres.PostgresDump;
import dev.sternway.executor.postgres.PostgresRestore;
import dev.sternway.testing.PostgresServer;
import dev.sternway.testing.Steps;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreCheapestTest {
    private static final RestoreCheapest CHEAPEST = new RestoreCheapest();
    private static final RestoreCheapest.Inputs ANY = new RestoreCheapest.Inputs("db", List.of());

    @TempDir
    Path workspace;

    private Victim victim;

    @BeforeEach
    void armed() throws Exception {
        victim = new Victim(workspace);
        victim.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.TAKE));
        victim.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
        victim.step(new PostgresDump(), new PostgresDump.Inputs("db", Optional.empty()));
        victim.step(
                new PostgresRestore(),
                new PostgresRestore.Inputs("db", PostgresRestore.Action.VERIFY, Optional.empty()));
    }

    @Test
    void putsBackOneTableWhereOnlyItsRowsDiffer() throws Exception {
        victim.run("UPDATE tasks SET title = 'wrong'");

        Map<String, String> evidence = victim.step(CHEAPEST, ANY);

        assertThat(evidence).containsEntry("rung", "tables").containsEntry("rows-set-aside", "20");
        assertThat(evidence.get("why")).startsWith("tables: taken");
        assertThat(titles()).isEqualTo("20");
        assertThat(CHEAPEST.probe(ANY, victim.context)).isInstanceOf(Probe.Already.class);
    }

    @Test
    void swapsInTheCloneWhereAViewDiffersAndNamesIt() throws Exception {
        victim.run("UPDATE tasks SET title = 'wrong'", "CREATE VIEW late AS SELECT 1 AS one");

        Map<String, String> evidence = victim.step(CHEAPEST, ANY);

        assertThat(evidence).containsEntry("rung", "clone").containsKey("broken-kept-as");
        assertThat(evidence.get("why")).contains("tables: refused, SW-0481", "late", "clone: taken");
        assertThat(victim.context.output).anyMatch(line -> line.startsWith("tables: refused"));
        assertThat(titles()).isEqualTo("20");
    }

    @Test
    void swapsInTheCloneWhereMostOfTheDatabaseIsDamaged() throws Exception {
        Path elsewhere = Files.createDirectory(workspace.resolve("large"));
        Victim large = new Victim(elsewhere);
        large.run("INSERT INTO tasks (user_id, title) SELECT 1, repeat('x', 900) FROM generate_series(1, 20000)");
        large.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.TAKE));
        large.run("UPDATE tasks SET title = 'wrong'");

        Map<String, String> evidence = large.step(CHEAPEST, ANY);

        assertThat(evidence).containsEntry("rung", "clone");
        assertThat(evidence.get("why")).containsPattern("tables: refused, SW-0481 .*[5-9]\\d % of the bytes");
    }

    @Test
    void restoresTheDumpWhereTheCloneIsGone() throws Exception {
        victim.run("UPDATE tasks SET title = 'wrong'");
        PostgresServer.execute("postgres", "DROP DATABASE " + victim.context.notes.get("clone/db"));

        Map<String, String> evidence = victim.step(CHEAPEST, ANY);

        assertThat(evidence).containsEntry("rung", "dump").containsEntry("verdict", "equal");
        assertThat(evidence.get("why"))
                .contains("tables: passed over, the clone", "clone: passed over, the clone", "is gone", "dump: taken");
        assertThat(titles()).isEqualTo("20");
    }

    @Test
    void refusesWithEveryReasonWhereNothingFits() throws Exception {
        victim.run("UPDATE tasks SET title = 'wrong'");
        PostgresServer.execute("postgres", "DROP DATABASE " + victim.context.notes.get("clone/db"));
        Files.delete(workspace.resolve("backups/dump-db/toc.dat"));

        var refusal = Steps.refused(CHEAPEST.run(ANY, victim.context));

        assertThat(refusal.code()).isEqualTo("SW-0581");
        assertThat(refusal.what()).contains("tables: ", "clone: ", "dump: ");
        assertThat(titles()).isEqualTo("0");
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

    @Test
    void goesOnWithTheRungItBeganWithAfterACrash() throws Exception {
        victim.run("UPDATE tasks SET title = 'wrong'", "CREATE VIEW late AS SELECT 1 AS one");
        victim.context.beforeEffect(() -> {
            if (victim.context.notes.getOrDefault("rung/db", "").contains("CLONE")) {
                throw new IllegalStateException("killed");
            }
        });
        assertThatThrownBy(() -> CHEAPEST.run(ANY, victim.context)).hasMessage("killed");
        victim.context.beforeEffect(() -> {});
        victim.run("DROP VIEW late");

        Outcome outcome = CHEAPEST.run(ANY, victim.context);

        assertThat(Steps.done(outcome)).containsEntry("rung", "clone");
        assertThat(titles()).isEqualTo("20");
    }

    private String titles() {
        return victim.value("SELECT count(*) FROM tasks WHERE title <> 'wrong'");
    }
}
