package dev.sternway.executor.migrate.project;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.migrate.ExpectedSchema;
import dev.sternway.executor.migrate.HistoryTable;
import dev.sternway.executor.migrate.OneTransaction;
import dev.sternway.executor.migrate.TakesBack;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lets Alembic go back, after it was made sure that it works on the target, and proves the schema. */
public final class AlembicDowngrade implements TakesBack<AlembicDowngrade.Inputs> {
    private static final String BASE = "base";

    /** The database, its project, and how far back. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql.") @NotBlank
            String database,

            @JsonPropertyDescription(ToolOnDatabase.HOST) @NotBlank
            String host,

            @JsonPropertyDescription(
                    "Whole revision that shall be the last one afterwards; base when none shall remain.")
            @NotNull
            @Pattern(regexp = "\\w+", message = "must be a whole revision or base, not a relative or partial one")
            String to,

            @JsonPropertyDescription(ToolOnDatabase.COMMAND + "alembic when left out.")
            List<@NotBlank String> command,

            @JsonPropertyDescription("Alembic's table, name or schema.name; alembic_version when left out.")
            Optional<@Pattern(regexp = HistoryTable.NAME) String> table,

            @JsonPropertyDescription(ExpectedSchema.SCHEMA) Optional<String> schema,

            @JsonPropertyDescription(ExpectedSchema.DIGEST) Optional<@Pattern(regexp = "[0-9a-f]{64}") String> digest,

            @JsonPropertyDescription(OneTransaction.LOCK_TIMEOUT) @JsonProperty("lock-timeout")
            Optional<Duration> lockTimeout,

            @JsonPropertyDescription(ToolOnDatabase.TIMEOUT) Optional<Duration> timeout) {
        public Inputs {
            command = command == null || command.isEmpty() ? List.of("alembic") : List.copyOf(command);
        }

        @AssertTrue(message = ExpectedSchema.ONE)
        boolean isOneExpectation() {
            return schema.isEmpty() || digest.isEmpty();
        }

        String history() {
            return table.orElse("alembic_version");
        }

        private List<String> last() {
            return to.equals(BASE) ? List.of() : List.of(to);
        }

        private List<String> heads(Connection connection) throws SQLException {
            return HistoryTable.get(connection, history())
                    .column(connection, "select version_num from %s order by version_num");
        }
    }

    @Override
    public String uses() {
        return "migrate/alembic-downgrade";
    }

    @Override
    public String summary() {
        return "Lets Alembic downgrade to a revision, on this database and no other, and proves the schema.";
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
            return inputs.heads(connection).equals(inputs.last())
                    ? Probe.already("revision", inputs.to())
                    : Probe.needed();
        }
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        ExpectedSchema.of(context, inputs.database(), inputs.schema(), inputs.digest());
        ToolOnDatabase tool = new ToolOnDatabase(
                context, inputs.database(), inputs.host(), inputs.command(), inputs.lockTimeout(), inputs.timeout());
        List<String> before;
        try (Connection connection = tool.connect()) {
            before = inputs.heads(connection);
        }
        if (before.size() > 1) {
            throw ProblemException.of(
                    "SW-0551",
                    "Alembic's history has more than one head: " + String.join(", ", before),
                    inputs.history(),
                    "Go back by hand, branch by branch, or restore the tables, the clone or the dump; nothing was changed");
        }
        tool.requireSameDatabase(inputs.history(), List.of("current"));
        context.stillMine();
        Outcome changed = tool.change(List.of("downgrade", inputs.to()), inputs::heads);
        if (!(changed instanceof Outcome.Done)) {
            return changed;
        }
        ToolOnDatabase.noteWrites(context, inputs.database(), inputs.history());
        Outcome proven = verify(inputs, context);
        return proven instanceof Outcome.Done
                ? Outcome.done(
                        Map.of("revision", inputs.to(), "revision-before", String.join("", before), "schema", "equal"))
                : proven;
    }

    @Override
    public HistoryTable history(Inputs inputs, Connection connection) throws SQLException {
        return HistoryTable.get(connection, inputs.history());
    }

    /** All at once: downgrading takes each of them back by itself. */
    @Override
    public Optional<String> applyNext(Inputs inputs, StepContext scratch) throws Exception {
        if (probe(inputs, scratch) instanceof Probe.Needed) {
            return Optional.empty();
        }
        ToolOnDatabase tool = new ToolOnDatabase(
                scratch, inputs.database(), inputs.host(), inputs.command(), inputs.lockTimeout(), inputs.timeout());
        tool.requireSameDatabase(inputs.history(), List.of("current"));
        tool.ask(List.of("upgrade", "head"));
        return probe(inputs, scratch) instanceof Probe.Needed ? Optional.of("alembic upgrade head") : Optional.empty();
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        ExpectedSchema expected = ExpectedSchema.of(context, inputs.database(), inputs.schema(), inputs.digest());
        try (Connection connection =
                TargetDatabase.of(context, inputs.database()).connect()) {
            List<String> heads = inputs.heads(connection);
            return heads.equals(inputs.last())
                    ? expected.verified(connection)
                    : ExpectedSchema.unequal(connection, "Alembic's history says " + heads);
        }
    }
}
