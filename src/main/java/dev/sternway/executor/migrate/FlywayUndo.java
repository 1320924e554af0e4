package dev.sternway.executor.migrate;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.ProblemException;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.migrate.FlywayHistory.Applied;
import dev.sternway.executor.sql.WriteProof;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Runs U scripts and tells Flyway's history, in one transaction that proves the schema. */
public final class FlywayUndo implements TakesBack<FlywayUndo.Inputs> {
    private static final String NOTHING = "0";

    /** The database, and how far back. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql.") @NotBlank
            String database,

            @JsonPropertyDescription("Version that shall be the last one afterwards; \"0\" when none shall remain.")
            @NotNull
            @Pattern(regexp = FlywayVersion.FORM)
            String to,

            @JsonPropertyDescription(
                    "Files of the plan that are taken back, V2__x.sql; U2__x.sql, which undoes it, lies beside it.")
            @NotEmpty
            List<@Pattern(regexp = FlywayScripts.FORM, message = "must be named V2__words.sql") String> migrations,

            @JsonPropertyDescription("Flyway's history, name or schema.name; flyway_schema_history when left out.")
            Optional<@Pattern(regexp = HistoryTable.NAME) String> table,

            @JsonPropertyDescription(ExpectedSchema.SCHEMA) Optional<String> schema,

            @JsonPropertyDescription(ExpectedSchema.DIGEST) Optional<@Pattern(regexp = "[0-9a-f]{64}") String> digest,

            @JsonPropertyDescription(OneTransaction.LOCK_TIMEOUT) @JsonProperty("lock-timeout")
            Optional<Duration> lockTimeout) {
        @AssertTrue(message = ExpectedSchema.ONE)
        boolean isOneExpectation() {
            return schema.isEmpty() || digest.isEmpty();
        }

        String history() {
            return table.orElse(FlywayHistory.USUAL);
        }
    }

    @Override
    public String uses() {
        return "migrate/flyway-undo";
    }

    @Override
    public String summary() {
        return "Runs Flyway's U scripts down to a version and tells its history, in one transaction that proves the schema.";
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
            return FlywayHistory.read(connection, inputs.history())
                            .above(FlywayVersion.of(inputs.to()))
                            .isEmpty()
                    ? Probe.already("version", inputs.to())
                    : Probe.needed();
        }
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        ExpectedSchema expected = ExpectedSchema.of(context, inputs.database(), inputs.schema(), inputs.digest());
        DatabaseAccess database = TargetDatabase.of(context, inputs.database());
        return OneTransaction.run(
                context, database, inputs.lockTimeout(), connection -> undone(inputs, context, expected, connection));
    }

    private static Map<String, String> undone(
            Inputs inputs, StepContext context, ExpectedSchema expected, Connection connection) throws Exception {
        FlywayHistory.lock(connection, inputs.history());
        FlywayHistory history = FlywayHistory.read(connection, inputs.history());
        List<Applied> rows = history.above(FlywayVersion.of(inputs.to()));
        requireOrder(inputs, history, rows);
        FlywayScripts scripts = FlywayScripts.of(inputs.migrations());
        Map<Applied, String> undos = new LinkedHashMap<>();
        rows.forEach(row -> undos.put(row, scripts.undo(context, row)));
        if (inputs.table().orElse("").contains(".")) {
            HistoryTable.execute(
                    connection,
                    "select set_config('search_path', '\"" + history.table().schema()
                            + "\", ' || current_setting('search_path'), true)");
        }
        context.stillMine();
        Map<Applied, Integer> millis = new LinkedHashMap<>();
        Map<String, String> evidence = new LinkedHashMap<>(WriteProof.of(
                context, inputs.database(), connection, List.copyOf(undos.values()), () -> {
                    for (Map.Entry<Applied, String> undo : undos.entrySet()) {
                        context.print("taking back version " + undo.getKey().written());
                        long start = System.nanoTime();
                        HistoryTable.execute(connection, undo.getValue());
                        millis.put(undo.getKey(), (int) ((System.nanoTime() - start) / 1_000_000));
                    }
                }));
        for (Applied row : rows) {
            history.delete(connection, row, millis.getOrDefault(row, 0));
        }
        Snapshots.wrote(context, inputs.database(), Set.of(history.table().name()));
        expected.require(connection);
        evidence.put("version", inputs.to());
        evidence.put("taken-back", rows.stream().map(Applied::written).collect(Collectors.joining(", ")));
        return evidence;
    }

    @Override
    public HistoryTable history(Inputs inputs, Connection connection) throws SQLException {
        return HistoryTable.get(connection, inputs.history());
    }

    @Override
    public Optional<String> applyNext(Inputs inputs, StepContext scratch) throws SQLException {
        try (Connection connection =
                TargetDatabase.of(scratch, inputs.database()).connect()) {
            FlywayHistory history = FlywayHistory.read(connection, inputs.history());
            Optional<String> next =
                    FlywayScripts.of(inputs.migrations()).next(FlywayVersion.of(inputs.to()), history.applied());
            if (next.isPresent()) {
                byte[] content = scratch.file(next.get());
                OneTransaction.apply(
                        connection, next.get(), content, () -> history.insert(connection, next.get(), content));
            }
            return next;
        }
    }

    /** @throws ProblemException SW-0551 when the history is not one that scripts in reverse order can take back */
    private static void requireOrder(Inputs inputs, FlywayHistory history, List<Applied> rows) {
        FlywayVersion to = FlywayVersion.of(inputs.to());
        boolean known = inputs.to().equals(NOTHING)
                || history.applied().stream().anyMatch(row -> row.version().equals(to));
        if (!known) {
            throw unfit(inputs, "version " + inputs.to() + " is not applied, so it cannot be the last one afterwards");
        }
        for (Applied row : history.applied()) {
            boolean goes = rows.contains(row);
            String named = "version " + row.written() + " ";
            if (!row.success()) {
                throw unfit(inputs, named + "failed, and what it left behind is not known");
            }
            if (goes && row.type().contains("BASELINE")) {
                throw unfit(inputs, named + "is the baseline: what was before it is in no script");
            }
            if (goes && !row.type().equals("SQL")) {
                throw unfit(inputs, named + "is of type " + row.type() + ", which no U script undoes");
            }
            rows.stream()
                    .filter(other ->
                            other.rank() < row.rank() && other.version().compareTo(row.version()) > 0)
                    .findFirst()
                    .ifPresent(other -> {
                        throw unfit(
                                inputs,
                                named + "was applied out of order, after version " + other.written()
                                        + ", which is to be taken back");
                    });
        }
    }

    private static ProblemException unfit(Inputs inputs, String what) {
        return ProblemException.of(
                "SW-0551",
                "Flyway's history does not fit: " + what,
                inputs.history(),
                "Restore the tables, the clone or the dump, or mend the history by hand; nothing was changed");
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        ExpectedSchema expected = ExpectedSchema.of(context, inputs.database(), inputs.schema(), inputs.digest());
        try (Connection connection =
                TargetDatabase.of(context, inputs.database()).connect()) {
            List<Applied> left =
                    FlywayHistory.read(connection, inputs.history()).above(FlywayVersion.of(inputs.to()));
            return left.isEmpty()
                    ? expected.verified(connection)
                    : ExpectedSchema.unequal(
                            connection, "version " + left.get(0).written() + " is applied");
        }
    }
}
