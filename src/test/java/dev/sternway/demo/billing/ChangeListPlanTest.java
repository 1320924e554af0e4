package dev.sternway.demo.billing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.demo.proof.StateBefore;
import dev.sternway.demo.stage.MigrationFiles;
import dev.sternway.demo.victim.VictimDatabase;
import dev.sternway.executor.ByThePlan;
import dev.sternway.executor.TestContext;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Change;
import dev.sternway.plan.Level;
import dev.sternway.plan.Target;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.testing.PostgresServer;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A release that is a list of changes of every kind: armed, rehearsed, released, and taken back by the plan's own steps. */
class ChangeListPlanTest {
    private static final Path PLAN = Path.of("plans/change-list");
    private static final Activity[] BEFORE_THE_DATA = {Activity.SHOW_MAINTENANCE, Activity.STOP_SERVICES};
    private static final Activity[] AFTER_THE_DATA = {
        Activity.RESTORE_CODE,
        Activity.SYNC_DEPENDENCIES,
        Activity.RESTORE_CONFIGURATION,
        Activity.RESTART_SERVICES,
        Activity.CHECK_HEALTH,
        Activity.CHECK_DATA,
        Activity.RUN_TESTS,
        Activity.REOPEN,
        Activity.MONITOR
    };
    private static final Map<String, String> ROWS = Map.of(
            "invoices", "SELECT id, customer, amount, issued FROM invoices ORDER BY id",
            "payments", "SELECT * FROM payments ORDER BY id");

    @TempDir
    private Path folder;

    private final VictimDatabase database =
            new VictimDatabase.Sibling(PostgresServer.url(""), PostgresServer.create(), "postgres");
    private final MigrationFiles migration = new MigrationFiles(PLAN);

    @BeforeEach
    void fill() throws Exception {
        PostgresServer.execute(database.name(), BillingMachine.text("schema.sql"));
    }

    @Test
    void listsChangesOfEveryMethodAndEveryComplexityAndOneThatCannotGoBack() {
        List<Change> changes = PlanBundle.ofFolder(PLAN).plan("staging").changes();

        assertThat(changes).extracting(Change::id).containsExactly("C001", "C002", "C003", "C004", "C005", "C006");
        assertThat(changes).flatExtracting(it -> it.method().stream().toList()).contains(Change.Method.values());
        assertThat(changes).extracting(Change::complexity).contains(Change.Complexity.values());
        assertThat(changes)
                .filteredOn(it -> !it.rollback().possible())
                .singleElement()
                .satisfies(it -> assertThat(it.rollback().because()).isPresent());
    }

    @Test
    void takesEveryChangeOfTheListBack() throws Exception {
        try (BillingMachine machine = new BillingMachine(folder)) {
            StateBefore before = StateBefore.of(database, ROWS);
            String settings = Files.readString(machine.settings()).replace(" ", "");
            String code = machine.code().git("rev-parse", "HEAD^{tree}");
            ByThePlan run = armed(Level.L2, machine);
            run.all(Activity.REHEARSE);
            run.ready(BEFORE_THE_DATA);
            run.ready(AFTER_THE_DATA);
            migration.applyTo(database);
            machine.release();
            PostgresServer.execute(
                    database.name(),
                    "UPDATE invoices SET currency = 'CHF' WHERE id IN (1, 2)",
                    "INSERT INTO tax_rates VALUES ('IT', 22.00)");

            run.all(BEFORE_THE_DATA);
            assertThat(machine.programs()).contains("billing STOPPED", "invoice-mailer STOPPED");
            Map<String, String> evidence = run.dataFrom(Activity.FREEZE_WRITES);
            run.all(AFTER_THE_DATA);

            assertThat(evidence).containsEntry("verdict", "equal").containsEntry("values-set-aside", "1004");
            assertThat(before.differencesTo(StateBefore.of(database, ROWS))).isEmpty();
            assertThat(machine.code().there("rev-parse", "main^{tree}")).isEqualTo(code);
            assertThat(machine.code().there("rev-list", "--count", "main")).isEqualTo("3");
            assertThat(machine.installed()).isEqualTo("python-dateutil==2.8.2\n");
            assertThat(Files.readString(machine.settings()).replaceAll("\\s", ""))
                    .isEqualTo(settings.replace("billing@billing", "new@billing"));
            assertThat(machine.programs()).contains("billing RUNNING", "invoice-mailer RUNNING");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void levelOneTakesBackWhateverHasRunBeforeThePointOfNoReturn(int migrations) throws Exception {
        ByThePlan run = armedWithoutMachine(Level.L1);
        StateBefore before = StateBefore.of(database, ROWS);
        for (Path file : migration.inOrder().subList(0, migrations)) {
            PostgresServer.execute(database.name(), Files.readString(file));
        }

        run.dataFrom(Activity.FREEZE_WRITES);

        assertThat(before.differencesTo(StateBefore.of(database, ROWS))).isEmpty();
    }

    @Test
    void levelThreeBringsTheArmedRowsBackAndReplaysWhatWasBilledSince() throws Exception {
        ByThePlan run = armedWithoutMachine(Level.L3);
        StateBefore before = StateBefore.of(database, ROWS);
        migration.applyTo(database);
        PostgresServer.execute(
                database.name(),
                "INSERT INTO invoices (customer, net_amount, issued, currency) VALUES ('late', 99.50, '2026-12-08', 'CHF')",
                "INSERT INTO payments (invoice_id, amount) SELECT id, 10 FROM invoices WHERE customer = 'late'");

        run.dataFrom(Activity.FREEZE_WRITES);
        assertThat(before.differencesTo(StateBefore.of(database, ROWS))).isEmpty();

        run.all(Activity.REPLAY_DATA);
        assertThat(PostgresServer.value(
                        database.name(),
                        "SELECT i.amount || ' ' || p.amount FROM invoices i JOIN payments p ON p.invoice_id = i.id"
                                + " WHERE customer = 'late'"))
                .isEqualTo("99.50 10.00");
    }

    private ByThePlan armedWithoutMachine(Level level) throws Exception {
        try (WebServer old = new WebServer(asked -> WebServer.Answer.of(200, "{\"version\": \"1.4.0\"}"))) {
            return armed(level, context().target("billing", Targets.service(old.url())));
        }
    }

    private ByThePlan armed(Level level, BillingMachine machine) throws Exception {
        TestContext context = context()
                .target("billing", Targets.service(machine.url()))
                .target("machine", Targets.host(folder, Map.of()))
                .target("code", machine.code().target())
                .target("deployed", git(folder.resolve("deployed")));
        return armed(level, context);
    }

    private static ByThePlan armed(Level level, TestContext context) throws Exception {
        ByThePlan run = ByThePlan.of(PLAN, "staging", level, context);
        run.all(Activity.BACK_UP);
        return run;
    }

    private TestContext context() {
        return new TestContext(folder).target("billing-db", PostgresServer.target(database.name()));
    }

    private static Target git(Path tree) {
        return new Target(
                Target.Type.GIT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(tree.toString()),
                Map.of());
    }
}
