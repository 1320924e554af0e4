package dev.sternway.executor.flags;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.inputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sternway.executor.MariaVictim;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Victim;
import dev.sternway.plan.Target;
import dev.sternway.testing.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlagsSqlTest {
    private static final String STEP =
            "database: db\ntable: flags\nwhere: {name: sign-up}\ndisabled: {active: \"%s\", share: \"0\"}";
    private static final String ROWS =
            "INSERT INTO flags VALUES (1, 'sign-up', 'staff', true, 100, null), (2, 'sign-up', 'all', true, 5, 'slow'), (3, 'other', 'all', true, 1, null)";

    private final FlagsSql flags = new FlagsSql();

    @TempDir
    Path folder;

    @Test
    void switchesEverySegmentOffAndBringsEachRowBackOnPostgres() throws Exception {
        Victim victim = postgres();

        new ThereAndBack<>(
                        flags,
                        STEP.formatted("false"),
                        victim.context,
                        () -> victim.value("SELECT string_agg(f::text, ' ' ORDER BY id) FROM flags f"))
                .proves(() -> victim.run(
                        "DELETE FROM flags WHERE id = 1",
                        "INSERT INTO flags VALUES (4, 'sign-up', 'new', true, 9, null)",
                        "UPDATE flags SET note = 'x' WHERE id = 2"));
    }

    @Test
    void switchesEverySegmentOffAndBringsEachRowBackOnMariaDb() throws Exception {
        MariaVictim victim = new MariaVictim(folder);
        victim.run(
                "CREATE TABLE flags (id int PRIMARY KEY, name varchar(50), segment varchar(50), active boolean, share int, note text)",
                ROWS);

        new ThereAndBack<>(
                        flags,
                        STEP.formatted("0"),
                        victim.context,
                        () -> victim.value(
                                "SELECT GROUP_CONCAT(CONCAT_WS(',', id, name, segment, active, share, note) ORDER BY id) FROM flags"))
                .proves(() -> victim.run(
                        "DELETE FROM flags WHERE id = 1",
                        "INSERT INTO flags VALUES (4, 'sign-up', 'new', true, 9, null)",
                        "UPDATE flags SET note = NULL WHERE id = 2"));
    }

    @Test
    void saysAtArmingWhatIsMissing() {
        Victim victim = postgres();
        victim.run("CREATE TABLE keyless (name text)");
        String step = STEP.formatted("false") + "\nto: disabled";

        assertThatThrownBy(() -> flags.ready(inputs(flags, step.replace("sign-up", "sing-up")), victim.context))
                .hasMessageContaining("SW-1149")
                .hasMessageContaining("sing-up");
        assertThatThrownBy(() -> flags.ready(inputs(flags, step.replace("flags", "keyless")), victim.context))
                .hasMessageContaining("no primary key");
        victim.run("DROP ROLE IF EXISTS flag_reader", "CREATE ROLE flag_reader LOGIN PASSWORD 'x'");
        Target owner = victim.context.targets.get("db");
        Target reader = new Target(
                owner.type(),
                owner.url(),
                Optional.of("flag_reader"),
                owner.password(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        victim.run("GRANT SELECT ON flags TO flag_reader");
        assertThatThrownBy(() -> flags.run(
                        inputs(flags, step), victim.context.withKey("key-2").target("db", reader)))
                .hasMessageContaining("SW-0351")
                .hasMessageContaining("permission denied for table flags");
        assertThat(victim.value("SELECT count(*) FROM flags WHERE active")).isEqualTo("3");
    }

    @Test
    void saysThatTheDatabaseIsAway() {
        Victim victim = postgres();
        Target here = victim.context.targets.get("db");
        String away = "jdbc:postgresql://localhost:1/" + victim.name;
        victim.context.target(
                "db",
                new Target(
                        here.type(),
                        Optional.of(away),
                        here.user(),
                        here.password(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
        var disabled = inputs(flags, STEP.formatted("false") + "\nto: disabled");

        assertThatThrownBy(() -> flags.ready(disabled, victim.context))
                .hasMessageContaining("SW-0402")
                .hasMessageContaining("localhost");
        assertThatThrownBy(() -> flags.run(disabled, victim.context)).hasMessageContaining("SW-0402");
    }

    @Test
    void changesNoRowWhenItIsCancelledInTheMiddle() throws Exception {
        Victim victim = postgres();
        var disabled = inputs(flags, STEP.formatted("false") + "\nto: disabled");
        var work = victim.context.underway(1);
        String waiting =
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name LIKE '"
                        + work.session() + "%'";
        try (Connection held = PostgresServer.connect(victim.name)) {
            held.setAutoCommit(false);
            held.createStatement().execute("SELECT 1 FROM flags WHERE id = 2 FOR UPDATE");
            var running = CompletableFuture.supplyAsync(() -> tried(disabled, victim));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> victim.value(waiting).equals("1"));
            work.cancel();

            assertThat(running.get(60, TimeUnit.SECONDS)).isNotInstanceOf(Outcome.Done.class);
        }

        assertThat(victim.value("SELECT count(*) FROM flags WHERE active")).isEqualTo("3");
        victim.context.underway(2);
        done(flags.run(disabled, victim.context));
        assertThat(victim.value("SELECT count(*) FROM flags WHERE active")).isEqualTo("1");
    }

    private Object tried(FlagsSql.Inputs inputs, Victim victim) {
        try {
            return flags.run(inputs, victim.context);
        } catch (Exception ended) {
            return ended;
        }
    }

    private Victim postgres() {
        Victim victim = new Victim(folder);
        victim.run(
                "CREATE TABLE flags (id int PRIMARY KEY, name text, segment text, active boolean, share numeric, note text)",
                ROWS);
        return victim;
    }
}
