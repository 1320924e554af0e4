package dev.sternway.bench;

import dev.sternway.demo.stage.Stage;
import dev.sternway.demo.stage.SternwayServer;
import dev.sternway.plan.bundle.PlanBundle;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * From an alert to the decision task in front of a person, with many armed guards on PostgreSQL. Every alert means another
 * plan, so that every one starts a rollback.
 */
final class WatchBench implements Bench.Benchmark {
    private static final int GUARDS = 1_000;
    private static final int WARM_UP = 20;
    private static final int ALERTS = 200;

    @Override
    public void run(PrintStream out, List<String> arguments) throws Exception {
        Path folder = Files.createTempDirectory("sternway-bench");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                Stage stage = new Stage(folder)) {
            Map<String, String> environment = Map.of(
                    "STERNWAY_DB_URL", postgres.getJdbcUrl("postgres", "postgres"),
                    "STERNWAY_DB_USER", "postgres",
                    "STERNWAY_DB_PASSWORD", "postgres",
                    "STERNWAY_ALERT_TOKEN", "t0ken");
            SternwayServer server = stage.sternway(Stage.freePort(0), environment);
            server.awaitReady(Duration.ofMinutes(3));
            DataSource database = postgres.getPostgresDatabase();
            arm(JdbcClient.create(database));
            out.println(GUARDS + " guards are armed on PostgreSQL");
            List<Double> answered = new ArrayList<>();
            for (int i = 0; i < WARM_UP + ALERTS; i++) {
                Instant sent = Instant.now();
                var answer = server.ask(
                        Optional.empty(), "POST", "/api/alerts/generic", alert(i, sent), Map.of("Authorization", "Bearer t0ken"));
                if (answer.status() != 202) {
                    throw new IOException(answer.text());
                }
                if (i >= WARM_UP) {
                    answered.add(Duration.between(sent, Instant.now()).toNanos() / 1e6);
                }
                awaitTask(JdbcClient.create(database), i + 1);
            }
            print(out, "alert answered", answered);
            print(out, "alert kept to rollback requested", millis(database, REQUESTED));
            print(out, "alert kept to decision task", millis(database, ASKED));
        }
    }

    private static final String REQUESTED = "select extract(epoch from r.requested_at - a.received_at) * 1000"
            + " from sternway.alert a join sternway.rollback r on r.id = a.rollback_id order by a.received_at offset " + WARM_UP;
    private static final String ASKED = "select extract(epoch from t.create_time_ at time zone 'UTC' - a.received_at) * 1000"
            + " from sternway.alert a join act_ru_execution e on e.business_key_ = a.rollback_id"
            + " join act_ru_execution c on c.super_exec_ is not null and c.root_proc_inst_id_ = e.id_"
            + " join act_ru_task t on t.proc_inst_id_ = c.proc_inst_id_ order by a.received_at offset " + WARM_UP;

    private static void arm(JdbcClient jdbc) throws IOException {
        for (int i = 0; i < GUARDS; i++) {
            Path folder = Files.createTempDirectory("plan");
            Path original = Path.of("plans/add-email");
            try (Stream<Path> files = Files.walk(original)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = folder.resolve(original.relativize(file).toString());
                    Files.createDirectories(copy.getParent());
                    Files.writeString(copy, own(Files.readString(file), i));
                }
            }
            PlanBundle bundle = PlanBundle.ofFolder(folder);
            jdbc.sql("insert into sternway.bundle values (?, ?, 1, ?, 'bench', now())")
                    .params(bundle.digest(), "plan-" + i, bundle.toZip())
                    .update();
            jdbc.sql("insert into sternway.guard (id, plan_id, revision, digest, environment, state, requested_by,"
                            + " requested_at, armed_at) values (?, ?, 1, ?, 'demo', 'ARMED', 'bench', now(), now())")
                    .params("guard-" + i, "plan-" + i, bundle.digest())
                    .update();
        }
    }

    /** Targets of its own, so that no plan waits for another's; one trigger, which waits for the alert. */
    private static String own(String text, int i) {
        String named = text.replace("todo-", "t" + i + "-")
                .replace("id: add-email", "id: plan-" + i)
                .replaceAll("(?m)(target: |^  )(chat|mail)\\b", "$1t" + i + "-$2");
        return named.replaceFirst(
                "(?s)\ntriggers:.*?\ndecision:", "\ntriggers:\n  - {id: alerted, watch: {alert: {name: Broken}}}\n\ndecision:");
    }

    private static void awaitTask(JdbcClient jdbc, int count) throws IOException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (jdbc.sql("select count(*) from act_ru_task").query(Integer.class).single() < count) {
            if (System.nanoTime() > end) {
                throw new IOException("no decision task for alert " + count + ": "
                        + jdbc.sql("select state, why from sternway.alert order by received_at desc limit 1").query().singleRow());
            }
            Thread.onSpinWait();
        }
    }

    private static String alert(int i, Instant start) {
        return "{\"name\": \"Broken\", \"plan\": \"plan-" + i + "\", \"startsAt\": \"" + start.plusMillis(1) + "\"}";
    }

    private static List<Double> millis(DataSource database, String sql) {
        return JdbcClient.create(database).sql(sql).query(Double.class).list();
    }

    private static void print(PrintStream out, String what, List<Double> millis) {
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        out.printf(
                "%-36s p50 %6.1f ms   p99 %6.1f ms   (%d alerts)%n",
                what, sorted.get(sorted.size() / 2), sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1), sorted.size());
    }
}
