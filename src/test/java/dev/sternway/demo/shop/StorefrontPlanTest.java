package dev.sternway.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.demo.proof.StateBefore;
import dev.sternway.demo.stage.MigrationFiles;
import dev.sternway.demo.stage.PlanFolder;
import dev.sternway.executor.ByThePlan;
import dev.sternway.executor.TestContext;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Level;
import dev.sternway.testing.PostgresServer;
import dev.sternway.testing.WebServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A release of a whole shop: armed, rehearsed, released, and taken back by the plan's own steps. */
class StorefrontPlanTest {
    private static final Activity[] BEFORE_THE_DATA = {
        Activity.SHOW_MAINTENANCE, Activity.SWITCH_FLAGS_OFF, Activity.STOP_SERVICES
    };
    private static final Activity[] AFTER_THE_DATA = {
        Activity.RESTORE_CONFIGURATION,
        Activity.RESTART_SERVICES,
        Activity.RESTORE_FRONT_END,
        Activity.CHECK_HEALTH,
        Activity.CHECK_DATA,
        Activity.REOPEN,
        Activity.MONITOR
    };
    private static final Map<String, String> ROWS = Map.of(
            "orders", "SELECT id, product_id, customer, quantity, status, placed_at FROM orders ORDER BY id",
            "products", "SELECT * FROM products ORDER BY id");

    @TempDir
    private Path folder;

    private final ShopDatabase database =
            ShopDatabase.create(PostgresServer.url(""), "shop_" + Long.toString(System.nanoTime(), 36));
    private PlanFolder plan;
    private MigrationFiles migration;

    @BeforeEach
    void copy() throws Exception {
        plan = PlanFolder.copy(Path.of("plans/storefront"), folder.resolve("plan"));
        plan.say("/srv/shop", folder.resolve("shop").toString());
        migration = new MigrationFiles(plan.path());
    }

    @Test
    void bringsTrafficServicesWorkerFilesAndDatabaseBackInTheRightOrder() throws Exception {
        try (Shop shop = Shop.open(folder.resolve("shop"), database)) {
            plan.fit(Map.of(
                    "shop", shop.address().toString(),
                    "catalogue-blue", shop.address("catalogue-blue").toString(),
                    "orders-blue", shop.address("orders-blue").toString()));
            Look before = Look.at(shop);
            ByThePlan run = armed(Level.L2);
            run.all(Activity.RECORD_STATE);
            run.ready(BEFORE_THE_DATA);
            run.ready(AFTER_THE_DATA);

            shop.release(migration);
            assertThat(Look.at(shop).seen())
                    .containsEntry("catalogue", "200 version 2, X-Colour green")
                    .containsEntry("an order of an old customer", "500 {\"error\":\"internal error\"}")
                    .containsEntry("supervised: blue", "STOPPED, STOPPED")
                    .containsEntry("front-end link", "releases/7.2.0");

            run.all(BEFORE_THE_DATA);
            assertThat(Look.at(shop).seen())
                    .containsEntry("catalogue", "200 version 2, X-Colour green")
                    .containsEntry("orders", "503 version unknown, X-Colour none")
                    .containsEntry("supervised: worker", "STOPPED");
            run.dataFrom(Activity.FREEZE_WRITES);
            run.all(AFTER_THE_DATA);

            assertThat(Look.at(shop)).isEqualTo(before);
            assertThat(shop.ranBefore("catalogue-blue", "orders-blue")).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void levelOneTakesBackWhateverHasRunBeforeThePointOfNoReturn(int migrations) throws Exception {
        ByThePlan run = armedWithoutShop(Level.L1);
        StateBefore before = StateBefore.of(database, ROWS);
        for (Path file : migration.inOrder().subList(0, migrations)) {
            PostgresServer.execute(database.name(), Files.readString(file));
        }

        run.dataFrom(Activity.FREEZE_WRITES);

        assertThat(before.differencesTo(StateBefore.of(database, ROWS))).isEmpty();
    }

    @Test
    void levelThreeBringsTheArmedRowsBackAndReplaysTheOrdersSinceThen() throws Exception {
        ByThePlan run = armedWithoutShop(Level.L3);
        run.all(Activity.REHEARSE);
        StateBefore before = StateBefore.of(database, ROWS);
        migration.applyTo(database);
        PostgresServer.execute(
                database.name(),
                "INSERT INTO orders (product_id, customer, quantity, delivery_window) VALUES (7, 'late', 3, 'evening')",
                "DELETE FROM orders WHERE customer = 'customer-1'");

        run.dataFrom(Activity.FREEZE_WRITES);
        assertThat(before.differencesTo(StateBefore.of(database, ROWS))).isEmpty();

        run.all(Activity.REPLAY_DATA);
        assertThat(PostgresServer.value(database.name(), "SELECT quantity FROM orders WHERE customer = 'late'"))
                .isEqualTo("3");
    }

    private ByThePlan armedWithoutShop(Level level) throws Exception {
        try (WebServer versionOne = new WebServer(asked -> WebServer.Answer.of(200, "{\"version\": \"1\"}"))) {
            plan.fit(Map.of("shop", versionOne.url()));
            return armed(level);
        }
    }

    private ByThePlan armed(Level level) throws Exception {
        TestContext context = new TestContext(folder).target("shop-db", PostgresServer.target(database.name()));
        ByThePlan run = ByThePlan.of(plan.path(), "demo", level, context);
        run.all(Activity.BACK_UP);
        return run;
    }
}
