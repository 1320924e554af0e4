package dev.sternway.executor.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.executor.MariaVictim;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.testing.MariaDbServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MariaCopyTest {
    private static final MariaCopy.Inputs TAKE = new MariaCopy.Inputs("db", MariaCopy.Action.TAKE);
    private static final MariaCopy.Inputs RESTORE = new MariaCopy.Inputs("db", MariaCopy.Action.RESTORE);

    @TempDir
    Path workspace;

    private MariaVictim victim;

    @BeforeEach
    void aSchemaWithAllThatOneCanHold() {
        victim = new MariaVictim(workspace);
        Nasty.fill(victim);
    }

    @Test
    void bringsBackEverythingThatWasThereAndKeepsTheBrokenSchema() throws Exception {
        String user = "reader" + System.nanoTime();
        victim.run(
                "CREATE USER " + user + " IDENTIFIED BY 'x'",
                "GRANT SELECT ON users TO " + user,
                "GRANT EXECUTE ON PROCEDURE tidy TO " + user,
                "GRANT EXECUTE ON FUNCTION twice TO " + user);
        Nasty.State before = Nasty.state(victim);
        Map<String, String> taken = victim.step(new MariaCopy(), TAKE);
        assertThat(taken).containsEntry("rows", "55");
        Nasty.migrate(victim);
        Nasty.State broken = Nasty.state(victim);
        assertThat(before.difference(broken)).isNotEmpty();

        Map<String, String> restored = victim.step(new MariaCopy(), RESTORE);

        assertThat(before.difference(Nasty.state(victim))).isEmpty();
        Nasty.State kept =
                Nasty.state(TargetDatabase.mariaDb(victim.context, "db").other(restored.get("broken-kept-as")));
        assertThat(broken.difference(kept)).isEmpty();
        assertThat(MariaDbServer.value(
                        "",
                        "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = '" + taken.get("copy")
                                + "'"))
                .isEqualTo("0");
        assertThat(MariaDbServer.value(
                        "",
                        "SELECT COUNT(*) FROM mysql.procs_priv WHERE Db = '" + victim.name + "' AND User = '" + user
                                + "'"))
                .isEqualTo("2");
        assertThat(new MariaCopy().probe(RESTORE, victim.context)).isInstanceOf(Probe.Already.class);
        victim.run("INSERT INTO users (name) VALUES ('late')", "INSERT INTO orders (user_id) VALUES (1)");
        assertThat(victim.value("SELECT name FROM users ORDER BY id DESC LIMIT 1"))
                .isEqualTo("late12");
        assertThatThrownBy(() -> victim.run("INSERT INTO orders (user_id) VALUES (999)"))
                .hasMessageContaining("foreign key constraint fails");
        assertThat(victim.value("SELECT GROUP_CONCAT(p ORDER BY p) FROM prices FOR SYSTEM_TIME ALL"))
                .isEqualTo("10,20");
    }

    @Test
    void goesOnWhereverItWasInterrupted() throws Exception {
        Nasty.State before = Nasty.state(victim);
        victim.step(new MariaCopy(), TAKE);
        Nasty.migrate(victim);
        int interrupted = 0;
        for (int at = 1; ; at++) {
            AtomicInteger left = new AtomicInteger(at);
            victim.context.beforeEffect(() -> {
                if (left.decrementAndGet() == 0) {
                    throw new IllegalStateException("killed");
                }
            });
            try {
                new MariaCopy().run(RESTORE, victim.context);
                break;
            } catch (IllegalStateException killed) {
                interrupted++;
                assertThat(new MariaCopy().probe(RESTORE, victim.context)).isInstanceOf(Probe.Needed.class);
            }
        }
        assertThat(interrupted).isGreaterThan(10);
        assertThat(before.difference(Nasty.state(victim))).isEmpty();
        assertThat(new MariaCopy().probe(RESTORE, victim.context)).isInstanceOf(Probe.Already.class);
    }

    @Test
    void refusesWhatASwapWouldTearApart() throws Exception {
        String other = MariaDbServer.create();
        MariaDbServer.execute(
                other, "CREATE TABLE far (u int, FOREIGN KEY (u) REFERENCES " + victim.name + ".users (id))");
        victim.run("CREATE TABLE gone (id int) ENGINE=MEMORY");

        Outcome outcome = new MariaCopy().run(TAKE, victim.context);

        assertThat(outcome)
                .asString()
                .contains("SW-0594", "a foreign key of " + other + ".far", "gone is of engine MEMORY");
        MariaDbServer.execute("", "DROP DATABASE " + other);
    }

    @Test
    void refusesToRestoreACopyThatIsGone() throws Exception {
        assertThat(new MariaCopy().run(RESTORE, victim.context)).asString().contains("SW-0417");
    }
}
