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
import dev.sternway.executor.sql.WriteProof;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Min;
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

/** Runs down scripts and sets golang-migrate's version, in one transaction that proves the schema. */
public final class GolangMigrateDown implements TakesBack<GolangMigrateDown.Inputs> {
    /** The database, and how far back. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql.") @NotBlank
            String database,

            @JsonPropertyDescription("Version that shall be the last one afterwards; 0 when none shall remain.")
            @NotNull
            @Min(0)
            Long to,

            @JsonPropertyDescription(
                    "Files of the plan that are taken back, 000002_x.up.sql; 000002_x.down.sql lies beside it.")
            @NotEmpty
            List<@Pattern(regexp = GolangScripts.FORM, message = "must be named 000002_words.up.sql") String>
                    migrations,

            @JsonPropertyDescription("golang-migrate's table, name or schema.name; schema_migrations when left out.")
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
            return table.orElse(GolangHistory.USUAL);
        }
    }

    @Override
    public String uses() {
        return "migrate/golang-migrate-down";
    }

    @Override
    public String summary() {
        return "Runs golang-migrate's down scripts to a version and sets its table, in one transaction that proves the schema.";
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
            GolangHistory history = GolangHistory.read(connection, inputs.history());
            return history.version() == inputs.to() && !history.dirty()
                    ? Probe.already("version", String.valueOf(inputs.to()))
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
        GolangHistory.lock(connection, inputs.history());
        GolangHistory history = GolangHistory.read(connection, inputs.history());
        if (history.dirty()) {
            return cleaned(inputs, expected, history, connection);
        }
        Map<String, String> evidence = new LinkedHashMap<>();
        Map<String, String> scripts = new LinkedHashMap<>();
        for (String path : down(inputs, history).values()) {
            scripts.put(path, OneTransaction.script(context, path));
        }
        context.stillMine();
        evidence.putAll(WriteProof.of(context, inputs.database(), connection, List.copyOf(scripts.values()), () -> {
            for (Map.Entry<String, String> script : scripts.entrySet()) {
                context.print("running " + script.getKey());
                HistoryTable.execute(connection, script.getValue());
            }
        }));
        history.set(connection, inputs.to());
        Snapshots.wrote(context, inputs.database(), Set.of(history.table().name()));
        expected.require(connection);
        evidence.put("version", String.valueOf(inputs.to()));
        evidence.put("taken-back", String.join(", ", scripts.keySet()));
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
            GolangHistory history = GolangHistory.read(connection, inputs.history());
            Optional<GolangScripts.Up> next =
                    GolangScripts.next(inputs.migrations(), Math.max(history.version(), inputs.to()));
            if (next.isPresent()) {
                String path = next.get().path();
                OneTransaction.apply(
                        connection,
                        path,
                        scratch.file(path),
                        () -> history.set(connection, next.get().version()));
            }
            return next.map(GolangScripts.Up::path);
        }
    }

    /** @throws ProblemException SW-0551 or SW-0553 when the scripts do not lead from the version that is there */
    private static Map<Long, String> down(Inputs inputs, GolangHistory history) {
        if (history.version() < inputs.to()) {
            throw ProblemException.of(
                    "SW-0551",
                    "Version " + history.version() + " is applied, which is before " + inputs.to(),
                    inputs.history(),
                    "Correct to; nothing was changed");
        }
        Map<Long, String> down = GolangScripts.of(inputs.migrations()).between(history.version(), inputs.to());
        if (history.version() != inputs.to() && !down.containsKey(history.version())) {
            throw ProblemException.of(
                    "SW-0553",
                    "Version " + history.version() + " is applied, and the step does not name it",
                    inputs.history(),
                    "Add it to migrations, with its down script beside it; nothing was changed");
        }
        return down;
    }

    /** What a broken-off migration left behind only the schema can tell: if it left nothing, the mark is wiped off. */
    private static Map<String, String> cleaned(
            Inputs inputs, ExpectedSchema expected, GolangHistory history, Connection connection) throws SQLException {
        Optional<String> difference = expected.difference(connection);
        if (difference.isPresent()) {
            throw ProblemException.of(
                    "SW-0551",
                    "golang-migrate left version " + history.version()
                            + " dirty, so no script says how to go back, and " + difference.get(),
                    inputs.history(),
                    "Restore the tables, the clone or the dump; nothing was changed");
        }
        history.set(connection, inputs.to());
        return Map.of(
                "version",
                String.valueOf(inputs.to()),
                "repaired",
                "version " + history.version() + " was dirty, and the schema proves that nothing of it is there");
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        ExpectedSchema expected = ExpectedSchema.of(context, inputs.database(), inputs.schema(), inputs.digest());
        try (Connection connection =
                TargetDatabase.of(context, inputs.database()).connect()) {
            GolangHistory history = GolangHistory.read(connection, inputs.history());
            return history.version() == inputs.to() && !history.dirty()
                    ? expected.verified(connection)
                    : ExpectedSchema.unequal(
                            connection,
                            "version " + history.version() + (history.dirty() ? " is dirty" : " is applied"));
        }
    }
}
