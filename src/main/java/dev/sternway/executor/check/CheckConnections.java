package dev.sternway.executor.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.DurationText;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether the application is connected again, without piling up connections, waiting ones or slow queries. */
public final class CheckConnections implements Executor<CheckConnections.Inputs> {
    private static final String OF_POSTGRES = """
            SELECT count(*) AS here,
                   count(*) FILTER (WHERE state = 'active' AND now() - query_start > make_interval(secs => ?)) AS slow,
                   count(*) FILTER (WHERE state LIKE 'idle in transaction%' AND now() - state_change > make_interval(secs => ?)) AS idle,
                   count(*) FILTER (WHERE wait_event_type = 'Lock') AS waiting,
                   (SELECT count(*) FROM pg_stat_activity) AS used,
                   current_setting('max_connections')::int AS most,
                   (SELECT count(*) FROM pg_stat_activity
                    WHERE datname = current_database() AND query = '<insufficient privilege>') AS hidden
            FROM pg_stat_activity
            WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()""";
    private static final String OF_MARIADB = """
            SELECT count(*) AS here,
                   coalesce(sum(p.command IN ('Query', 'Execute') AND p.time_ms > 1000 * ?), 0) AS slow,
                   (SELECT count(*) FROM information_schema.innodb_trx t JOIN information_schema.processlist i ON i.id = t.trx_mysql_thread_id
                    WHERE i.command = 'Sleep' AND i.db = database() AND i.time_ms > 1000 * ?) AS idle,
                   coalesce(sum(p.state LIKE '%lock%'), 0) AS waiting,
                   (SELECT count(*) FROM information_schema.processlist) AS used,
                   @@max_connections AS most,
                   0 AS hidden
            FROM information_schema.processlist p
            WHERE p.db = database() AND p.id <> connection_id() AND p.command <> 'Binlog Dump'""";

    /** How many are wanted, and what is too much. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql or mariadb.") @NotBlank
            String database,

            @JsonPropertyDescription("So many sessions the application must hold all the time; 1 when left out.")
            @JsonProperty("at-least")
            @Min(0)
            Integer atLeast,

            @JsonPropertyDescription("Percent of the server's connections that may be used; 80 when left out.")
            @JsonProperty("at-most")
            @Min(1)
            @Max(100)
            Integer atMost,

            @JsonPropertyDescription(
                    "A query that runs longer is slow, a transaction that idles longer is stuck; 5s when left out.")
            Duration slow,

            @JsonPropertyDescription("How long to look; 10s when left out.")
            Duration over,

            @JsonPropertyDescription("Pause between two looks; 1s when left out.")
            Duration every) {
        public Inputs {
            atLeast = atLeast == null ? 1 : atLeast;
            atMost = atMost == null ? 80 : atMost;
            slow = slow == null ? Duration.ofSeconds(5) : slow;
            over = over == null ? Duration.ofSeconds(10) : over;
            every = every == null ? Duration.ofSeconds(1) : every;
        }
    }

    private record Look(int here, int slow, int idle, int waiting, int used, int most) {}

    @Override
    public String uses() {
        return "check/connections";
    }

    @Override
    public String summary() {
        return "Checks that a database's sessions are steady, and that none of them is slow, stuck or waiting.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.IDEMPOTENT;
    }

    @Override
    public boolean onlyReads() {
        return true;
    }

    /** Whether this log-in may look. */
    @Override
    public Outcome ready(Inputs inputs, StepContext context) throws Outcome.Thrown {
        AskedDatabase database = new AskedDatabase(context, inputs.database());
        try (Connection connection = database.connect()) {
            Look look = look(connection, inputs, database);
            return Outcome.done(Map.of("sessions now", String.valueOf(look.here())));
        } catch (SQLException failure) {
            return database.failed("its sessions", failure);
        }
    }

    /** A check is always made anew. */
    @Override
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        AskedDatabase database = new AskedDatabase(context, inputs.database());
        List<Look> looks = new ArrayList<>();
        long start = System.nanoTime();
        try (Connection connection = database.connect()) {
            while (true) {
                context.stillMine();
                looks.add(look(connection, inputs, database));
                if (System.nanoTime() - start >= inputs.over().toNanos()) {
                    break;
                }
                context.work().pause(inputs.every());
            }
        } catch (SQLException failure) {
            context.stillMine();
            return database.failed("its sessions", failure);
        }
        return judged(inputs, looks);
    }

    private static Outcome judged(Inputs inputs, List<Look> looks) {
        Look last = looks.get(looks.size() - 1);
        int fewest = looks.stream().mapToInt(Look::here).min().orElse(0);
        int most = looks.stream().mapToInt(Look::here).max().orElse(0);
        boolean always = looks.stream().allMatch(look -> look.waiting() > 0);
        List<String> wrong = new ArrayList<>();
        if (fewest < inputs.atLeast()) {
            wrong.add("only " + fewest + " sessions at one time, expected at least " + inputs.atLeast());
        }
        looks.stream()
                .filter(look -> look.used() * 100 > look.most() * inputs.atMost())
                .findFirst()
                .ifPresent(look -> wrong.add(look.used() + " of " + look.most() + " connections are used"));
        if (last.slow() > 0) {
            wrong.add(last.slow() + " queries run longer than " + DurationText.format(inputs.slow()));
        }
        if (last.idle() > 0) {
            wrong.add(last.idle() + " transactions have idled longer than " + DurationText.format(inputs.slow()));
        }
        if (always) {
            wrong.add("all the time somebody waited for a lock, at last " + last.waiting());
        }
        Map<String, String> evidence = new TreeMap<>();
        evidence.put("sessions", fewest + " to " + most);
        evidence.put("connections used", last.used() + " of " + last.most());
        evidence.put("looks", String.valueOf(looks.size()));
        return wrong.isEmpty()
                ? Outcome.done(evidence)
                : Outcome.failed(
                        "SW-1156",
                        "The sessions of the database are not well: " + String.join("; ", wrong),
                        inputs.database(),
                        "Look at what they do (pg_stat_activity, SHOW PROCESSLIST), then choose again");
    }

    private static Look look(Connection connection, Inputs inputs, AskedDatabase database)
            throws SQLException, Outcome.Thrown {
        try (PreparedStatement query = connection.prepareStatement(database.isMariaDb() ? OF_MARIADB : OF_POSTGRES)) {
            query.setQueryTimeout(10);
            double seconds = inputs.slow().toMillis() / 1000.0;
            query.setDouble(1, seconds);
            query.setDouble(2, seconds);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                int hidden = row.getInt("hidden");
                if (hidden > 0) {
                    throw Outcome.Thrown.of(new Outcome.Refused(database.denied(
                            "its sessions", hidden + " of them are hidden from it, pg_read_all_stats shows them")));
                }
                return new Look(
                        row.getInt("here"),
                        row.getInt("slow"),
                        row.getInt("idle"),
                        row.getInt("waiting"),
                        row.getInt("used"),
                        row.getInt("most"));
            }
        }
    }
}
