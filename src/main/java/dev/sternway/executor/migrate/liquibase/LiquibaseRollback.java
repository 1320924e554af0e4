package dev.sternway.executor.migrate.liquibase;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.ProblemException;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.migrate.ExpectedSchema;
import dev.sternway.executor.migrate.HistoryTable;
import dev.sternway.executor.migrate.OneTransaction;
import dev.sternway.executor.migrate.TakesBack;
import dev.sternway.executor.sql.WriteProof;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lets Liquibase roll back by tag or count, in one transaction that proves the schema. */
public final class LiquibaseRollback implements TakesBack<LiquibaseRollback.Inputs> {
    /** The database, its changelog, and how far back. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql.") @NotBlank
            String database,

            @JsonPropertyDescription(
                    "The changelog, a file of the plan under the very path that was deployed; what it includes lies there too.")
            @NotBlank
            String changelog,

            @JsonPropertyDescription(
                    "What ran after this tag is taken back; `liquibase tag` sets it just before the deploy.")
            Optional<@Pattern(regexp = "(?s).*\\S.*", message = "must not be blank") String> tag,

            @JsonPropertyDescription("So many changesets are taken back; instead of a tag.")
            Optional<@Min(1) Integer> count,

            @JsonPropertyDescription(ExpectedSchema.SCHEMA) Optional<String> schema,

            @JsonPropertyDescription(ExpectedSchema.DIGEST) Optional<@Pattern(regexp = "[0-9a-f]{64}") String> digest,

            @JsonPropertyDescription(OneTransaction.LOCK_TIMEOUT) @JsonProperty("lock-timeout")
            Optional<Duration> lockTimeout) {
        @AssertTrue(message = ExpectedSchema.ONE)
        boolean isOneExpectation() {
            return schema.isEmpty() || digest.isEmpty();
        }

        @AssertTrue(message = "give tag or count, one of them")
        boolean isOneMeasure() {
            return tag.isPresent() != count.isPresent();
        }
    }

    @Override
    public String uses() {
        return "migrate/liquibase-rollback";
    }

    @Override
    public String summary() {
        return "Lets Liquibase roll back by tag or count, in one transaction that proves the schema.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.PROBEABLE;
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws SQLException {
        try (Connection connection =
                TargetDatabase.of(context, inputs.database()).connect()) {
            if (inputs.tag().isPresent()) {
                return ChangeLogTable.read(connection)
                                .since(connection, inputs.tag().get())
                                .isEmpty()
                        ? Probe.already("tag", inputs.tag().get())
                        : Probe.needed();
            }
            return Marker.isSet(connection, context.key())
                    ? Probe.already("taken-back", inputs.count().orElse(0) + " changesets")
                    : Probe.needed();
        }
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        ExpectedSchema expected = ExpectedSchema.of(context, inputs.database(), inputs.schema(), inputs.digest());
        context.file(inputs.changelog());
        DatabaseAccess database = TargetDatabase.of(context, inputs.database());
        return OneTransaction.run(
                context, database, inputs.lockTimeout(), connection -> undone(inputs, context, expected, connection));
    }

    private static Map<String, String> undone(
            Inputs inputs, StepContext context, ExpectedSchema expected, Connection connection) throws Exception {
        ChangeLogTable.lock(connection);
        ChangeLogTable history = ChangeLogTable.read(connection);
        List<String> going = inputs.tag().isPresent()
                ? history.since(connection, inputs.tag().get())
                : history.last(inputs.count().orElse(0));
        Marker.set(connection, context.key());
        going.forEach(changeset -> context.print("taking back " + changeset));
        context.stillMine();
        ChangeLog changelog = new ChangeLog(context, inputs.changelog());
        Map<String, String> evidence = new LinkedHashMap<>(WriteProof.of(
                context,
                inputs.database(),
                connection,
                List.of(changelog.wayBack(connection, going.size())),
                () -> changelog.takeBack(connection, going.size())));
        List<String> now = ChangeLogTable.read(connection).ran();
        List<String> left = going.stream().filter(now::contains).toList();
        if (!left.isEmpty()) {
            throw ProblemException.of(
                    "SW-0553",
                    "The changelog does not hold what ran last: " + String.join(", ", left),
                    inputs.changelog(),
                    "Seal the changelog that was deployed, under the same path; nothing was changed");
        }
        Snapshots.wrote(context, inputs.database(), Set.of(history.table().name()));
        expected.require(connection);
        evidence.put("taken-back", String.join(", ", going));
        return evidence;
    }

    @Override
    public HistoryTable history(Inputs inputs, Connection connection) throws SQLException {
        return ChangeLogTable.read(connection).table();
    }

    @Override
    public Optional<String> applyNext(Inputs inputs, StepContext scratch) throws SQLException {
        try (Connection connection =
                TargetDatabase.of(scratch, inputs.database()).connect()) {
            connection.setAutoCommit(false);
            Optional<String> applied = new ChangeLog(scratch, inputs.changelog()).applyNext(connection, inputs.tag());
            connection.commit();
            return applied;
        }
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        ExpectedSchema expected = ExpectedSchema.of(context, inputs.database(), inputs.schema(), inputs.digest());
        try (Connection connection =
                TargetDatabase.of(context, inputs.database()).connect()) {
            return probe(inputs, context) instanceof Probe.Already
                    ? expected.verified(connection)
                    : ExpectedSchema.unequal(connection, "changesets are still in Liquibase's history");
        }
    }

    /** That a step by count was done cannot be seen in the history; so it is noted, in the same transaction. */
    private static final class Marker {
        static boolean isSet(Connection connection, String key) throws SQLException {
            if (HistoryTable.find(connection, "sternway_salvage.applied").isEmpty()) {
                return false;
            }
            try (var query = connection.prepareStatement("select 1 from sternway_salvage.applied where key = ?")) {
                query.setString(1, key);
                return query.executeQuery().next();
            }
        }

        static void set(Connection connection, String key) throws SQLException {
            HistoryTable.execute(
                    connection,
                    "create schema if not exists sternway_salvage; create table if not exists sternway_salvage.applied"
                            + " (key text primary key, at timestamptz not null default now())");
            try (var mark = connection.prepareStatement(
                    "insert into sternway_salvage.applied (key) values (?) on conflict do nothing")) {
                mark.setString(1, key);
                mark.execute();
            }
        }
    }
}
