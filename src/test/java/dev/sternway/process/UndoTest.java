package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sternway.ledger.Entry;
import dev.sternway.ledger.Receipt;
import dev.sternway.plan.Phase;
import dev.sternway.run.Guard;
import dev.sternway.run.Runs;
import dev.sternway.run.step.Receipts;
import dev.sternway.testing.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the steps that were done when a person aborts. */
class UndoTest {
    private static final String CLOSE_THE_DOOR =
            "      - {name: Close the door, uses: command/run, with: {host: PLAN-host, argv: [\"true\"], probe: [\"false\"]}}\n";

    @TempDir
    private static Path folder;

    private static ArmedPlans plans;

    @BeforeAll
    static void start() {
        plans = new ArmedPlans(folder);
    }

    @AfterAll
    static void stop() {
        plans.close();
    }

    @Test
    void stepsAreUndoneLastFirstBackToTheStableStopAndByHandWhereNoExecutorCan() throws Exception {
        String rollback = aborted("undone", "UNDO");
        plans.complete(
                plans.task(rollback, "do-it-by-hand"),
                "maria",
                Map.of("manualOutcome", "DONE", "manualNote", "took it down"));
        await().atMost(ArmedPlans.PATIENCE)
                .until(() -> plans.rollback(rollback).state().ended());

        assertThat(Files.readAllLines(folder.resolve("undone")))
                .containsExactly("sign", "door", "bell", "guests", "no guests", "no bell");
        assertThat(plans.bean(Receipts.class).of(rollback))
                .filteredOn(receipt -> receipt.phase().equals(Phase.CLOSING.name()))
                .extracting(receipt -> receipt.step() + " " + receipt.state())
                .containsExactly(
                        "Undo: Send the guests home " + Receipt.State.DONE,
                        "Undo: Hang up the note " + Receipt.State.BY_HAND,
                        "Undo: Ring the bell " + Receipt.State.DONE);
        assertThat(plans.rollback(rollback).state()).hasToString("ABORTED");
        assertThat(plans.ledger(rollback, Entry.Kind.CLOSED))
                .singleElement()
                .asString()
                .contains("done and not undone: Turn the sign, Close the door", "sternway fire", "sternway disarm");
    }

    @Test
    void anAbortWithoutUndoLeavesAllAsItIsAndThePlanCanBeRolledBackAgainButNotByItself() throws Exception {
        String rollback = aborted("left", "ABORT");
        await().atMost(ArmedPlans.PATIENCE)
                .until(() -> plans.rollback(rollback).state().ended());

        assertThat(Files.readAllLines(folder.resolve("left"))).containsExactly("sign", "door", "bell", "guests");
        Guard guard = plans.bean(Runs.class).get(rollback).guard();
        assertThat(guard.state()).isEqualTo(Guard.State.ARMED);
        assertThat(guard.preApprovedBy()).as("a person stopped it").isEmpty();
        String again = plans.fire(guard.id(), "damage");
        plans.task(again, "decide-what-to-do");
    }

    @Test
    void aDatabaseThatWasFrozenTakesItsClientsInAgain() throws Exception {
        String database = PostgresServer.create();
        String role = "shop_" + database;
        PostgresServer.execute(
                database,
                "CREATE ROLE " + role + " LOGIN PASSWORD 'postgres'",
                "CREATE TABLE orders (id int)",
                "GRANT INSERT ON orders TO " + role,
                "ALTER DATABASE " + database + " CONNECTION LIMIT 77");
        String guard = plans.arm(
                Optional.of("olga"),
                "jdbc:postgresql://localhost:1/PLAN\", user: none",
                PostgresServer.url(database) + "\", user: postgres",
                CLOSE_THE_DOOR,
                "      - {name: Freeze writes, uses: database/freeze, with: {database: PLAN-db}}\n"
                        + step("Lock up", "false", "", ""));
        String rollback = plans.fire(guard, "by-itself");
        var choice = plans.task(rollback, "choose-how-to-go-on");
        assertThatThrownBy(() -> order(database, role)).hasStackTraceContaining("too many connections");

        plans.complete(choice, "olga", Map.of("stepChoice", "UNDO", "skipReason", "the release is fine"));
        await().atMost(ArmedPlans.PATIENCE)
                .until(() -> plans.rollback(rollback).state().ended());

        order(database, role);
        assertThat(PostgresServer.value(database, "SELECT count(*) FROM orders"))
                .isEqualTo("1");
        assertThat(PostgresServer.value(
                        database, "SELECT datconnlimit FROM pg_database WHERE datname = current_database()"))
                .isEqualTo("77");
        assertThat(plans.bean(Receipts.class).of(rollback))
                .extracting(receipt -> receipt.step() + " " + receipt.state())
                .contains("Undo: Freeze writes " + Receipt.State.DONE);
    }

    private static void order(String database, String role) throws SQLException {
        try (Connection shop = PostgresServer.connect(database, role);
                Statement statement = shop.createStatement()) {
            statement.execute("INSERT INTO orders VALUES (1)");
        }
    }

    /** @return a rollback whose last step failed, and of which a person said so */
    private static String aborted(String diary, String choice) throws Exception {
        String guard = plans.arm(Optional.of("olga"), steps(diary));
        String rollback = plans.fire(guard, "by-itself");
        plans.complete(
                plans.task(rollback, "choose-how-to-go-on"),
                "olga",
                Map.of("stepChoice", choice, "skipReason", "the release is fine"));
        return rollback;
    }

    private static String[] steps(String diary) {
        String file = folder.resolve(diary).toString();
        String steps = step("Turn the sign", "echo sign >> " + file, "echo no sign >> " + file, "")
                + step(
                        "Close the door",
                        "echo door >> " + file,
                        "echo no door >> " + file,
                        ", stable-stop: Nobody comes in")
                + step("Ring the bell", "echo bell >> " + file, "echo no bell >> " + file, "")
                + step("Hang up the note", "true", "", "")
                + step("Send the guests home", "echo guests >> " + file, "echo no guests >> " + file, "")
                + step("Lock up", "false", "", "");
        return new String[] {
            "    within: 15m\n    steps:\n", "    within: 15m\n    steps:\n" + steps, CLOSE_THE_DOOR, ""
        };
    }

    private static String step(String name, String command, String undo, String more) {
        return "      - {name: " + name
                + ", uses: command/run, retry: {attempts: 1}, with: {host: PLAN-host, shell: true, argv: [\"" + command
                + "\"]" + (undo.isEmpty() ? "" : ", undo: [sh, -c, \"" + undo + "\"]") + "}" + more + "}\n";
    }
}
