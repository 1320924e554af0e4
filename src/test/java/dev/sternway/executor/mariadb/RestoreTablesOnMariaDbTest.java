package dev.sternway.executor.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.executor.MariaVictim;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.executor.data.FreezeDatabase;
import dev.sternway.executor.data.SalvageDatabase;
import dev.sternway.executor.mariadb.tables.RestoreSchemaTables;
import dev.sternway.testing.MariaDbServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreTablesOnMariaDbTest {
    private static final MariaCopy.Inputs TAKE = new MariaCopy.Inputs("db", MariaCopy.Action.TAKE);
    private static final RestoreSchemaTables.Inputs ALL =
            new RestoreSchemaTables.Inputs("db", List.of(), Optional.empty());

    @TempDir
    Path workspace;

    private MariaVictim victim;

    @BeforeEach
    void aSchemaWithAllThatOneCanHold() {
        victim = new MariaVictim(workspace);
        Nasty.fill(victim);
    }

    @Test
    void writesAnewOnlyTheRowsThatDifferAndFiresNoTrigger() throws Exception {
        Nasty.State before = Nasty.state(victim);
        victim.step(new MariaCopy(), TAKE);
        frozen();
        victim.run(
                "UPDATE tasks SET title = 'wrong'",
                "INSERT INTO users (name) VALUES ('late')",
                "SET foreign_key_checks = 0; DELETE FROM users WHERE id IN (3, 4); SET foreign_key_checks = 1",
                "UPDATE users SET name = 'u2x' WHERE id = 2");

        String late = victim.value("SELECT id FROM users WHERE name = 'late12'");

        Map<String, String> evidence = victim.step(new RestoreSchemaTables(), ALL);

        assertThat(evidence)
                .containsEntry("tables", "log repaired, tasks repaired, users repaired")
                .containsEntry("rows-set-aside", "25")
                .containsEntry("verdict", "equal")
                .doesNotContainKey("moved-aside-to");
        assertThat(rowsAndDefinitions(before)).isEmpty();
        assertThat(victim.value("SELECT GROUP_CONCAT(p ORDER BY p) FROM prices FOR SYSTEM_TIME ALL"))
                .isEqualTo("10,20");
        victim.run("INSERT INTO users (name) VALUES ('next')");
        assertThat(victim.value("SELECT name FROM users WHERE id > " + late)).isEqualTo("next12");
        assertThat(new RestoreSchemaTables().probe(ALL, victim.context)).isInstanceOf(Probe.Already.class);
        assertThat(SalvageDatabase.kept(victim.context, "db").orElseThrow().rows())
                .isEqualTo(25);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void undoesAMigrationThatBreaksMostOfTheSchemaAndKeepsWhatGaveWay(boolean files) throws Exception {
        Nasty.State before = Nasty.state(victim);
        victim.step(new MariaCopy(), TAKE);
        frozen();
        Nasty.migrate(victim);

        Map<String, String> evidence = victim.step(
                new RestoreSchemaTables(), new RestoreSchemaTables.Inputs("db", List.of(), Optional.empty(), files));

        assertThat(rowsAndDefinitions(before)).isEmpty();
        assertThat(evidence.get("tables"))
                .isEqualTo(
                        "aa_top moved aside, brand_new moved aside, log repaired, orders repaired, users replaced, years replaced");
        assertThat(MariaDbServer.value(evidence.get("moved-aside-to"), "SELECT COUNT(email), MIN(name) FROM users"))
                .isEqualTo("0");
        assertThat(MariaDbServer.value(evidence.get("moved-aside-to"), "SELECT MIN(name) FROM users"))
                .isEqualTo("wrong1");
        assertThat(victim.context.output.contains("years cannot come as a file, its rows are copied"))
                .isEqualTo(files);
    }

    @Test
    void goesOnWhereverItWasInterrupted() throws Exception {
        Nasty.State before = Nasty.state(victim);
        victim.step(new MariaCopy(), TAKE);
        frozen();
        Nasty.migrate(victim);
        victim.run("ALTER TABLE tasks DROP FOREIGN KEY tasks_ibfk_1", "DROP SEQUENCE numbers");
        int interrupted = 0;
        for (int at = 1; ; at++) {
            AtomicInteger left = new AtomicInteger(at);
            victim.context.beforeEffect(() -> {
                if (left.decrementAndGet() == 0) {
                    throw new IllegalStateException("killed");
                }
            });
            try {
                assertThat(new RestoreSchemaTables().run(ALL, victim.context)).isInstanceOf(Outcome.Done.class);
                break;
            } catch (IllegalStateException killed) {
                interrupted++;
                assertThat(new RestoreSchemaTables().probe(ALL, victim.context)).isInstanceOf(Probe.Needed.class);
            }
        }
        assertThat(interrupted).isGreaterThan(10);
        assertThat(rowsAndDefinitions(before)).isEmpty();
    }

    @Test
    void leavesAllOtherTablesAloneWhenSomeAreNamed() throws Exception {
        victim.step(new MariaCopy(), TAKE);
        frozen();
        victim.run("UPDATE old_words SET w = 'b'", "UPDATE years SET y = y + 1", "CREATE VIEW stays AS SELECT 1");

        Map<String, String> evidence = victim.step(
                new RestoreSchemaTables(),
                new RestoreSchemaTables.Inputs("db", List.of("old_words"), Optional.empty()));

        assertThat(evidence).containsEntry("tables", "old_words replaced");
        assertThat(victim.value("SELECT GROUP_CONCAT(w) FROM old_words")).isEqualTo("a,a");
        assertThat(victim.value("SELECT MAX(y) FROM years")).isEqualTo("2021");
        assertThat(victim.value("SELECT * FROM stays")).isEqualTo("1");
    }

    @Test
    void comparesWithTheDumpWhereNoCopyIsKept() throws Exception {
        victim.run("DROP TABLE log, orders, prices, old_words", "DROP TRIGGER told");
        Nasty.State before = Nasty.state(victim);
        victim.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
        victim.step(new MariaDump(), new MariaDump.Inputs("db", Optional.empty()));
        frozen();
        victim.run("DELETE FROM tasks WHERE id > 3", "DROP TABLE years");

        Map<String, String> evidence = victim.step(new RestoreSchemaTables(), ALL);

        assertThat(evidence)
                .containsEntry("way", "tables, from the dump")
                .containsEntry("tables", "tasks repaired, years replaced");
        assertThat(rowsAndDefinitions(before)).isEmpty();
        assertThat(MariaDbServer.value(
                        "",
                        "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name LIKE '" + victim.name
                                + "_%'"))
                .isEqualTo("0");
    }

    @Test
    void refusesBeforeAnythingIsTouchedAndSaysWhy() throws Exception {
        assertThat(new RestoreSchemaTables().run(ALL, victim.context))
                .asString()
                .contains("SW-0434");
        victim.step(new MariaCopy(), TAKE);
        victim.run("UPDATE users SET score = 0");
        Nasty.State broken = Nasty.state(victim);

        assertThat(new RestoreSchemaTables().run(ALL, victim.context))
                .asString()
                .contains("SW-0481", "triggers have to be off for a moment");
        assertThatThrownBy(() -> new RestoreSchemaTables()
                        .run(new RestoreSchemaTables.Inputs("db", List.of("user"), Optional.empty()), victim.context))
                .hasMessageContaining("SW-0484");

        assertThat(broken.difference(Nasty.state(victim))).isEmpty();
    }

    /** The test is the only one who writes. */
    private void frozen() {
        victim.context.keepsakes().keep(FreezeDatabase.keepsake("db"), "{}");
    }

    private List<String> rowsAndDefinitions(Nasty.State before) throws Exception {
        return before.difference(Nasty.state(victim)).stream()
                .filter(it -> !it.startsWith("the next number of "))
                .toList();
    }
}
