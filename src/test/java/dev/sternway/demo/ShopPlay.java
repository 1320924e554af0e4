package dev.sternway.demo;

import dev.sternway.demo.proof.JournalProof;
import dev.sternway.demo.proof.SalvageReplay;
import dev.sternway.demo.shop.Look;
import dev.sternway.demo.shop.Shop;
import dev.sternway.demo.shop.ShopDatabase;
import dev.sternway.demo.stage.Inbox;
import dev.sternway.demo.stage.MigrationFiles;
import dev.sternway.demo.stage.PlanFolder;
import dev.sternway.demo.stage.Stage;
import dev.sternway.demo.traffic.Journal;
import dev.sternway.demo.traffic.Shoppers;
import dev.sternway.demo.victim.VictimDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The shop: two services in two colours behind nginx, a worker, a front end, a flag, settings and a database. */
final class ShopPlay implements Play {
    private static final String ROW = "%-27s %-32s %-32s %s";
    private static final String AFTER = "as before";

    private final Stage stage;
    private final Narrator narrator;
    private final Inbox inbox;
    private final Shop shop;
    private final Journal journal;
    private @Nullable Shoppers shoppers;
    private Look before = new Look(Map.of());
    private Look broken = new Look(Map.of());

    ShopPlay(Stage stage, Narrator narrator, Inbox inbox) throws IOException {
        this.stage = stage;
        this.narrator = narrator;
        this.inbox = inbox;
        ShopDatabase database = ShopDatabase.create(stage.postgres(), "shop");
        shop = stage.keep(Shop.open(stage.folder().resolve("shop"), database));
        journal = new Journal(stage.folder().resolve("journal.jsonl"));
    }

    @Override
    public VictimDatabase database() {
        return shop.database();
    }

    @Override
    public void open(PlanFolder plan) throws IOException {
        plan.say("/srv/shop", shop.folder().toString());
        plan.fit(Map.of(
                "shop-db", shop.database().url(),
                "shop", shop.address().toString(),
                "catalogue-blue", shop.address("catalogue-blue").toString(),
                "orders-blue", shop.address("orders-blue").toString(),
                "chat", inbox.chatUrl(),
                "mail", inbox.mailUrl()));
        narrator.say("shop           " + shop.address() + "  version 1 in blue, database "
                + shop.database().url());
    }

    @Override
    public void begin() throws IOException, InterruptedException {
        before = Look.at(shop);
        shoppers = stage.keep(Shoppers.start(shop.address(), journal, Duration.ofMillis(150)));
    }

    @Override
    public void release(PlanFolder plan) throws IOException {
        MigrationFiles migration = new MigrationFiles(plan.path());
        for (Path file : migration.inOrder()) {
            narrator.say(file.getFileName().toString());
        }
        shop.release(migration);
        narrator.say("green serves version 2 with its front end, flag and settings; blue is off");
    }

    @Override
    public void suffer() throws InterruptedException {
        try {
            broken = Look.at(shop);
        } catch (IOException e) {
            narrator.say("not everything can be looked at: " + e.getMessage());
        }
        if (shoppers != null) {
            narrator.say(shoppers.errors() + " of " + shoppers.requests()
                    + " requests for orders failed so far; the trigger fired");
        }
    }

    @Override
    public void end() {
        if (shoppers != null) {
            shoppers.close();
        }
    }

    @Override
    public void prove(PlanFolder plan, Promises promises) throws InterruptedException {
        promises.tell(
                "everything is seen from outside as before: " + before.seen().size() + " looks", differences());
        order(promises);
        if (shoppers != null) {
            promises.tell(
                    shoppers.looks() + " looks at the catalogue, and it was always there",
                    shoppers.missedLooks() == 0
                            ? List.of()
                            : List.of("the catalogue was not there " + shoppers.missedLooks() + " times"));
        }
        try {
            JournalProof proof = new JournalProof(journal, Map.of("orders", "customer"));
            promises.tell(
                    journal.writes() + " acknowledged orders are in their table",
                    proof.brokenPromises(JdbcClient.create(shop.database().asSuperuser())));
            promises.tell(
                    proof.promisedValues("orders", "delivery_window")
                            + " delivery windows that customers chose can be brought back from what was set aside",
                    new SalvageReplay(
                                    shop.database(),
                                    "orders",
                                    "delivery_window",
                                    new MigrationFiles(plan.path()),
                                    stage.folder())
                            .brokenPromises(proof));
        } catch (DataAccessException e) {
            promises.tell(
                    "acknowledged orders are in their table",
                    List.of("the table cannot be read: "
                            + e.getMostSpecificCause().getMessage()));
        }
    }

    @Override
    public String address() {
        return shop.address().toString();
    }

    private void order(Promises promises) {
        String promise = "the catalogue was up before the orders were started";
        try {
            promises.tell(
                    promise,
                    shop.ranBefore("catalogue-blue", "orders-blue")
                            ? List.of()
                            : List.of("supervisord started orders-blue before catalogue-blue ran"));
        } catch (IOException e) {
            promises.tell(promise, List.of("supervisord's log cannot be read: " + e.getMessage()));
        }
    }

    /** Says all of it as a table. */
    private List<String> differences() throws InterruptedException {
        List<String> differences = new ArrayList<>();
        try {
            Look after = Look.at(shop);
            narrator.say(String.format(Locale.ROOT, ROW, "", "before", "broken", "after"));
            before.seen().forEach((what, was) -> {
                String is = after.seen().getOrDefault(what, "missing");
                narrator.say(String.format(
                        Locale.ROOT,
                        ROW,
                        what,
                        was,
                        broken.seen().getOrDefault(what, "-"),
                        is.equals(was) ? AFTER : is));
                if (!is.equals(was)) {
                    differences.add(what + " was " + was + " and is " + is);
                }
            });
        } catch (IOException e) {
            differences.add("the shop cannot be looked at: " + e.getMessage());
        }
        return differences;
    }
}
