package dev.sternway.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.demo.Desk;
import dev.sternway.demo.stage.DemoFailure;
import dev.sternway.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;

/** Two nodes on one database, the people at them, and what they roll back. */
final class Pair implements AutoCloseable {
    private static final Set<String> OVER = Set.of("ROLLED_BACK", "HELD", "PAUSED", "ABORTED", "NOT_CONFIRMED");
    private static final Duration LONGEST = Duration.ofSeconds(120);
    private static final Map<String, Object> ABORT =
            Map.of("stepChoice", "ABORT", "skipReason", "its targets are gone");

    final Node one;
    final Node two;
    private final String store = PostgresServer.create();
    private final Map<String, Victim> victims = new ConcurrentHashMap<>();
    private final Map<Object, Desk> desks = new HashMap<>();

    /** Both start at the same moment on an empty database. */
    Pair(Path folder) throws IOException, InterruptedException {
        one = new Node("one", folder, store);
        two = new Node("two", folder, store);
        one.awaitReady();
        two.awaitReady();
        desk(one).employ();
    }

    List<Node> nodes() {
        return List.of(one, two);
    }

    void killAll() throws InterruptedException {
        for (Node node : nodes()) {
            node.kill();
        }
    }

    void startAllAgain() throws IOException, InterruptedException {
        for (Node node : nodes()) {
            node.launchAgain();
        }
        for (Node node : nodes()) {
            node.awaitReady();
        }
    }

    Node other(Node node) {
        return node == one ? two : one;
    }

    /** The people at a node. Whoever is asked whether a step was done looks at what it is done to. */
    synchronized Desk desk(Node node) {
        return desks.computeIfAbsent(node.server(), server -> Desk.choosing(node.server(), this::choose));
    }

    /** People try again when a node cannot reach its database yet. */
    void attend(Node node) throws InterruptedException {
        try {
            desk(node).attend();
        } catch (DemoFailure later) {
            if (!later.getMessage().contains("was answered with 5")) {
                throw later;
            }
            forget(node);
        }
    }

    private synchronized void forget(Node node) {
        desks.remove(node.server());
    }

    private Map<String, Object> choose(JsonNode task) {
        String step = task.path("stepName").path("value").asText();
        String problem = task.path("problem").path("value").asText();
        String plan = plan(task.path("runId").path("value").asText());
        if (!victims.containsKey(plan)) {
            return ABORT;
        }
        if (!problem.contains("SW-0305")) {
            throw new DemoFailure(plan + ": " + step + " failed: " + problem);
        }
        try {
            return victims.get(plan).happened(step)
                    ? Map.of("stepChoice", "SKIP", "skipReason", "it was done")
                    : Map.of("stepChoice", "AGAIN");
        } catch (IOException e) {
            throw new DemoFailure("cannot be looked at", e);
        }
    }

    private String plan(String run) {
        return value("select plan_id from sternway.rollback where id = '" + run + "'");
    }

    Victim add(Victim victim) {
        victims.put(victim.id(), victim);
        return victim;
    }

    /** Armed, released, and in trouble. */
    void arm(List<Victim> all) throws IOException, InterruptedException {
        Map<String, String> guards = new HashMap<>();
        for (Victim victim : all) {
            JsonNode guard = one.server().upload("maria", "/api/guards?environment=demo", victim.plan());
            guards.put(victim.id(), guard.path("id").asText());
        }
        Awaitility.await().atMost(LONGEST).until(() -> {
            desk(one).attend();
            return value("select count(*) from sternway.guard where state = 'ARMED' and plan_id in ('"
                            + String.join("','", guards.keySet()) + "')")
                    .equals(String.valueOf(guards.size()));
        });
        for (Victim victim : all) {
            victim.migrate();
        }
    }

    /** Their targets are gone: what still rolls them back is aborted when it asks. */
    void forget(List<Victim> all) {
        all.forEach(victim -> victims.remove(victim.id()).close());
    }

    String fire(Node at, Victim victim) throws InterruptedException {
        return at.server()
                .send(
                        "olga",
                        "POST",
                        "/api/rollbacks",
                        Map.of("planId", victim.id(), "environment", "demo", "reason", "chaos"))
                .path("id")
                .asText();
    }

    /** The node that runs a step of the rollback now, or ended it just now. */
    Optional<Node> running(String run, String step) {
        String owner = value("select coalesce(max(owner), '') from sternway.receipt where run_id = '" + run
                + "' and step like '" + step + "%'");
        return nodes().stream().filter(node -> node.is(owner)).findFirst();
    }

    /** Whether a node has taken up the step again, or needs not. */
    boolean goesOn(String run, String step, Node node) {
        String owner = value("select owner from sternway.receipt where run_id = '" + run + "' and step like '" + step
                + "%' order by attempt desc limit 1");
        String left = value("select count(*) from sternway.receipt where run_id = '" + run + "' and step like '" + step
                + "%' and state <> 'UNKNOWN' and state <> 'STARTED'");
        return node.is(owner) || !left.equals("0");
    }

    boolean over(List<String> runs) {
        return value("select count(*) from sternway.rollback where ended_at is not null and id in ('"
                        + String.join("','", runs) + "')")
                .equals(String.valueOf(runs.size()));
    }

    String state(String run) {
        return value("select state from sternway.rollback where id = '" + run + "'");
    }

    String value(String sql) {
        return PostgresServer.value(store, sql);
    }

    /** What is known of a rollback: its receipts, and what the nodes said last. */
    String report(String run) throws IOException {
        return receipts(run) + one.said() + two.said();
    }

    private String receipts(String run) {
        return value(
                "select string_agg(activity || ' ' || step || ' #' || attempt || ' ' || state || ' by ' || owner || ' '"
                        + " || started_at || ' ' || coalesce(problem, ''), E'\\n' order by started_at) from sternway.receipt"
                        + " where run_id = '" + run + "'");
    }

    @Override
    public void close() throws Exception {
        one.close();
        two.close();
    }
}
