package dev.sternway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.Victim;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.executor.data.ReplayDatabase;
import dev.sternway.executor.data.SalvageDatabase;
import dev.sternway.executor.postgres.PostgresClone;
import dev.sternway.executor.postgres.PostgresDump;
import dev.sternway.executor.postgres.PostgresRestore;
import dev.sternway.executor.postgres.PostgresSlot;
import dev.sternway.executor.postgres.tables.RestoreTables;
import dev.sternway.testing.PostgresServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replays where not the clone, but single tables or a dump put the data back, and users write again. */
class ReplayAfterOtherWaysTest {
    private static final PostgresRestore.Inputs DUMP =
            new PostgresRestore.Inputs("db", PostgresRestore.Action.RESTORE, Optional.empty());

    @TempDir
    Path workspace;

    private final StringWriter err = new StringWriter();
    private Victim victim;

    @BeforeEach
    void aDatabaseWithNotes() throws Exception {
        victim = new Victim(workspace);
        victim.run(
                "CREATE TABLE notes (id serial PRIMARY KEY, text text)",
                "INSERT INTO notes (text) SELECT 'n' || i FROM generate_series(1, 9) i");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsReplayedIntoTablesThatWereNotRestored(boolean log) throws Exception {
        arm(log, true, false);
        victim.run(
                "UPDATE users SET name = name || ' good' WHERE id = 1",
                "INSERT INTO notes (text) VALUES ('inserted')",
                "UPDATE notes SET text = 'then updated' WHERE id = 10",
                "UPDATE notes SET text = 'since' WHERE id = 1",
                "UPDATE notes SET text = 'gone soon' WHERE id = 2",
                "DELETE FROM notes WHERE id = 2");
        salvage();
        assertThat(tables("users")).contains("public.users");
        victim.run("UPDATE notes SET text = 'after the thaw' WHERE id = 1", "INSERT INTO notes VALUES (2, 'again')");

        assertThat(replay()).containsEntry("conflicts", "0").containsEntry("rows-replayed", "1");

        assertThat(victim.value("SELECT name FROM users WHERE id = 1")).isEqualTo("u1 good");
        assertThat(victim.value("SELECT string_agg(text, ', ' ORDER BY id) FROM notes WHERE id IN (1, 2, 10)"))
                .isEqualTo("after the thaw, again, then updated");
        assertThat(tables("tasks")).as("a second step of the same rollback").isEqualTo("none differ");
        assertThat(replay()).containsEntry("conflicts", "0").containsEntry("rows-replayed", "0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tables", "dump"})
    void aReplayByHandNeverOverwritesWhatUsersWroteAfterTheThaw(String way) throws Exception {
        arm(true, true, true);
        victim.run("UPDATE users SET name = name || ' then' WHERE id <= 3");
        salvage();
        if (way.equals("tables")) {
            tables();
        } else {
            restoreDump();
        }
        victim.run("UPDATE users SET name = 'newer' WHERE id = 2");

        assertThat(byHand()).isEqualTo(1);

        assertThat(victim.value("SELECT string_agg(name, ', ' ORDER BY id) FROM users WHERE id <= 3"))
                .isEqualTo("u1 then, newer, u3 then");
    }

    @Test
    void aDatabaseThatWasPutBackOtherwiseIsReplayedIntoOnlyWhenAPersonSaysThatNobodyWrote() throws Exception {
        arm(true, true, false);
        victim.run("UPDATE users SET name = name || ' then' WHERE id <= 3");
        salvage();
        victim.run("UPDATE users SET name = 'u' || id WHERE id <= 3");

        assertThat(byHand()).isEqualTo(Cli.UNUSABLE);
        assertThat(err.toString()).contains("SW-0570", "--as-armed").doesNotContain("\tat ");
        assertThat(byHand("--as-armed")).isZero();

        assertThat(victim.value("SELECT name FROM users WHERE id = 3")).isEqualTo("u3 then");
    }

    @Test
    void withoutACloneTheRowsAreComparedWithTheDumpBeforeItTakesTheDatabasesPlace() throws Exception {
        arm(false, false, true);
        victim.run(
                "UPDATE users SET name = name || ' then' WHERE id = 1",
                "DELETE FROM tasks WHERE id = 5",
                "INSERT INTO notes (text) VALUES ('since')",
                "CREATE TABLE extra (id int)",
                "INSERT INTO extra VALUES (1)");
        assertThat(salvage()).containsEntry("rows-set-aside", "0");
        assertThat(restoreDump())
                .containsEntry("rows-set-aside", "3")
                .containsEntry("tables-only-in-broken", "public.extra");
        assertThat(victim.value("SELECT name FROM users WHERE id = 1")).isEqualTo("u1");

        assertThat(replay()).containsEntry("rows-replayed", "3").containsEntry("conflicts", "0");

        assertThat(victim.value("SELECT (SELECT name FROM users WHERE id = 1) || (SELECT count(*) FROM tasks) ||"
                        + " (SELECT text FROM notes WHERE id = 10)"))
                .isEqualTo("u1 then19since");
    }

    private void arm(boolean log, boolean clone, boolean dump) throws Exception {
        if (log) {
            victim.step(new PostgresSlot(), new PostgresSlot.Inputs("db", PostgresSlot.Action.CREATE));
        }
        if (clone) {
            victim.step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.TAKE));
        }
        victim.step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
        if (dump) {
            victim.step(new PostgresDump(), new PostgresDump.Inputs("db", Optional.empty()));
            victim.step(
                    new PostgresRestore(),
                    new PostgresRestore.Inputs("db", PostgresRestore.Action.VERIFY, Optional.empty()));
        }
    }

    private Map<String, String> salvage() throws Exception {
        return victim.step(new SalvageDatabase(), new SalvageDatabase.Inputs("db", List.of()));
    }

    private String tables(String... names) throws Exception {
        RestoreTables.Inputs inputs = new RestoreTables.Inputs("db", List.of(names), Optional.empty());
        Outcome outcome = new RestoreTables().run(inputs, victim.context.withKey("restore " + String.join(" ", names)));
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).evidence().get("tables");
    }

    private Map<String, String> restoreDump() throws Exception {
        Map<String, String> evidence = victim.step(new PostgresRestore(), DUMP);
        victim.run("ALTER DATABASE " + victim.name + " CONNECTION LIMIT -1");
        return evidence;
    }

    private Map<String, String> replay() throws Exception {
        return victim.step(new ReplayDatabase(), new ReplayDatabase.Inputs("db"));
    }

    private int byHand(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "salvage",
                "replay",
                workspace.resolve("salvage-db").toString(),
                "--url",
                PostgresServer.url(victim.name)));
        words.addAll(List.of(more));
        var line = Cli.commandLine();
        line.setErr(new PrintWriter(err, true));
        return line.execute(words.toArray(String[]::new));
    }
}
