package dev.sternway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.TestContext;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.executor.data.FreezeDatabase;
import dev.sternway.executor.data.MoveSequences;
import dev.sternway.executor.data.ReplayDatabase;
import dev.sternway.executor.data.SalvageDatabase;
import dev.sternway.executor.data.ThawDatabase;
import dev.sternway.executor.data.VerifyDatabase;
import dev.sternway.executor.postgres.PostgresClone;
import dev.sternway.executor.postgres.PostgresSlot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A service with users at work on its database, and its rollback from arming to replay. */
final class Bank implements AutoCloseable {
    static final int ROWS = Integer.getInteger("sternway.scenario.rows", 100_000);

    /** Good writes after the damage; the acceptance runs with 10 000. */
    static final int WRITES = Integer.getInteger("sternway.scenario.writes", 2_000);

    private static final Pattern KEY = Pattern.compile("\"table\":\"public\\.(\\w+)\".*\"key\":\\{\"id\":(\\d+)\\}");

    final Cluster cluster;
    final String name;
    final TestContext context;
    final Journal journal = new Journal();
    final Clients clients;
    final List<String> conflicts = new ArrayList<>();

    Bank(Cluster cluster, Path workspace, int rows) throws Exception {
        this.cluster = cluster;
        name = "bank_" + Long.toString(System.nanoTime(), 36);
        cluster.value("postgres", "CREATE DATABASE " + name);
        cluster.value("postgres", "CREATE ROLE app_" + name + " LOGIN PASSWORD 'postgres'");
        sql(
                "CREATE TABLE accounts (id bigserial PRIMARY KEY, name text NOT NULL, balance numeric(12,2) NOT NULL DEFAULT 10.55,"
                        + " note text, phone text)",
                "CREATE TABLE orders (id bigserial PRIMARY KEY, account_id bigint NOT NULL REFERENCES accounts (id), memo text)",
                "CREATE TABLE order_lines (id bigserial PRIMARY KEY, order_id bigint NOT NULL REFERENCES orders (id) ON DELETE"
                        + " CASCADE, text text)",
                "INSERT INTO accounts (name, note) SELECT 'a' || i, 'note ' || i FROM generate_series(1, " + rows
                        + ") i",
                "INSERT INTO orders (account_id, memo) SELECT i, 'o' || i FROM generate_series(1, 1000) i",
                "INSERT INTO order_lines (order_id, text) SELECT i, 'l' || i FROM generate_series(1, 1000) i",
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO app_" + name,
                "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO app_" + name);
        context = new TestContext(workspace).target("db", cluster.target(name));
        clients = new Clients(cluster.url(name), "app_" + name, journal, rows);
    }

    void sql(String... statements) {
        for (String statement : statements) {
            cluster.value(name, statement);
        }
    }

    /** @return number of the transaction that did the damage */
    long damage(String statement) {
        String answer = cluster.value(
                name,
                "WITH bad AS (" + statement
                        + " RETURNING 1) SELECT pg_current_xact_id() FROM (SELECT count(*) FROM bad) b");
        return Long.parseLong(answer);
    }

    void arm() throws Exception {
        step(new PostgresSlot(), new PostgresSlot.Inputs("db", PostgresSlot.Action.CREATE));
        step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.TAKE));
        step(new FingerprintDatabase(), new FingerprintDatabase.Inputs("db", "armed", Optional.empty()));
    }

    /** Freeze, set aside, swap, prove, thaw: what level 3 does; the users keep trying. */
    void restore() throws Exception {
        freezeAndSetAside();
        step(new PostgresClone(), new PostgresClone.Inputs("db", PostgresClone.Action.RESTORE));
        step(new MoveSequences(), new MoveSequences.Inputs("db"));
        assertThat(new VerifyDatabase()
                        .run(new VerifyDatabase.Inputs("db", Optional.of("armed"), Optional.of("armed")), context))
                .as("fingerprints of the restored database")
                .isInstanceOf(Outcome.Done.class);
    }

    void freezeAndSetAside() throws Exception {
        clients.goOn(300);
        step(new FreezeDatabase(), new FreezeDatabase.Inputs("db"));
        step(new SalvageDatabase(), new SalvageDatabase.Inputs("db", List.of()));
    }

    void replay(Long... except) throws Exception {
        Map<String, String> replayed = step(new ReplayDatabase(), new ReplayDatabase.Inputs("db", List.of(except)));
        conflicts.addAll(Files.readAllLines(Path.of(replayed.get("conflicts-file"))));
        step(new ThawDatabase(), new ThawDatabase.Inputs("db"));
    }

    /** Every row that its user was promised and that is neither in its table nor listed; users are gone by then. */
    List<String> unaccounted() throws Exception {
        clients.close();
        Set<Journal.Key> listed = new HashSet<>();
        for (String conflict : conflicts) {
            Matcher key = KEY.matcher(conflict);
            if (key.find()) {
                listed.add(new Journal.Key(key.group(1), Long.parseLong(key.group(2))));
            }
        }
        Map<Journal.Key, JsonNode> found = rows();
        List<String> missing = new ArrayList<>();
        for (Map.Entry<Journal.Key, Map<String, String>> row : journal.rows().entrySet()) {
            Journal.Key key = row.getKey();
            if (journal.certain(key) && !listed.contains(key) && !there(found, key, row.getValue())) {
                missing.add(key + " " + row.getValue());
            }
        }
        return missing;
    }

    private static boolean there(Map<Journal.Key, JsonNode> found, Journal.Key key, Map<String, String> promised) {
        JsonNode row = found.get(key);
        return row != null
                && promised.entrySet().stream()
                        .allMatch(value -> row.path(value.getKey()).asText().equals(value.getValue()));
    }

    private Map<Journal.Key, JsonNode> rows() throws Exception {
        Map<Journal.Key, JsonNode> found = new HashMap<>();
        for (String table : List.of("accounts", "orders")) {
            String all = cluster.value(name, "SELECT json_agg(t) FROM " + table + " t");
            for (JsonNode row : new ObjectMapper().readTree(all)) {
                found.put(new Journal.Key(table, row.path("id").asLong()), row);
            }
        }
        return found;
    }

    <I extends Record> Map<String, String> step(Executor<I> executor, I inputs) throws Exception {
        Probe probe = executor.probe(inputs, context);
        if (probe instanceof Probe.Already already) {
            return already.evidence();
        }
        Outcome outcome = executor.run(inputs, context);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).evidence();
    }

    @Override
    public void close() throws Exception {
        clients.close();
    }
}
