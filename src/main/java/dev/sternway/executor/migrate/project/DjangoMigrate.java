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

/** Lets Django take an app's migrations back, after it was made sure that it works on the target, and proves the schema. */
public final class DjangoMigrate implements TakesBack<DjangoMigrate.Inputs> {
    private static final String ZERO = "zero";

    /** The database, its project, and how far back. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql.") @NotBlank
            String database,

            @JsonPropertyDescription(ToolOnDatabase.HOST) @NotBlank
            String host,

            @JsonPropertyDescription("The app whose migrations are taken back.") @NotNull @Pattern(regexp = "\\w+")
            String app,

            @JsonPropertyDescription(
                    "Whole name that shall be the app's last one afterwards; zero when none shall remain.")
            @NotNull
            @Pattern(regexp = "\\w+")
            String to,

            @JsonPropertyDescription("Other apps that may go back with it; refused where Django would need more.")
            List<@NotBlank String> also,

            @JsonPropertyDescription(ToolOnDatabase.COMMAND + "python3 manage.py when left out.")
            List<@NotBlank String> command,

            @JsonPropertyDescription(ExpectedSchema.SCHEMA) Optional<String> schema,

            @JsonPropertyDescription(ExpectedSchema.DIGEST) Optional<@Pattern(regexp = "[0-9a-f]{64}") String> digest,

            @JsonPropertyDescription(OneTransaction.LOCK_TIMEOUT) @JsonProperty("lock-timeout")
            Optional<Duration> lockTimeout,

            @JsonPropertyDescription(ToolOnDatabase.TIMEOUT) Optional<Duration> timeout) {
        public Inputs {
            also = also == null ? List.of() : List.copyOf(also);
            command = command == null || command.isEmpty() ? List.of("python3", "manage.py") : List.copyOf(command);
        }

        @AssertTrue(message = ExpectedSchema.ONE)
        boolean isOneExpectation() {
            return schema.isEmpty() || digest.isEmpty();
        }

        /** The app's applied migrations, the last one last. */
        private List<String> applied(Connection connection) throws SQLException {
            return HistoryTable.get(connection, "django_migrations")
                    .column(connection, "select name from %s where app = '" + app + "' order by id");
        }

        private boolean isBack(List<String> applied) {
            return to.equals(ZERO)
                    ? applied.isEmpty()
                    : !applied.isEmpty() && applied.get(applied.size() - 1).equals(to);
        }
    }

    @Override
    public String uses() {
        return "migrate/django-migrate";
    }

    @Override
    public String summary() {
        return "Lets Django migrate an app back, on this database and no other, and proves the schema.";
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
            return inputs.isBack(inputs.applied(connection)) ? Probe.already("migration", inputs.to()) : Probe.needed();
        }
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        ExpectedSchema.of(context, inputs.database(), inputs.schema(), inputs.digest());
        ToolOnDatabase tool = new ToolOnDatabase(
                context, inputs.database(), inputs.host(), inputs.command(), inputs.lockTimeout(), inputs.timeout());
        List<String> before;
        try (Connection connection = tool.connect()) {
            before = inputs.applied(connection);
        }
        if (!inputs.to().equals(ZERO) && !before.contains(inputs.to())) {
            throw ProblemException.of(
                    "SW-0551",
                    inputs.app() + "." + inputs.to() + " is not applied, so it cannot be the last one afterwards",
                    "django_migrations",
                    "Correct to; applied are " + before + "; nothing was changed");
        }
        tool.requireSameDatabase("django_migrations", List.of("showmigrations", inputs.app(), "--no-color"));
        DjangoPlan plan = DjangoPlan.of(tool.ask(List.of("migrate", inputs.app(), inputs.to(), "--plan", "--no-color"))
                .lines());
        plan.require(inputs.app(), inputs.also());
        context.stillMine();
        Outcome changed =
                tool.change(List.of("migrate", inputs.app(), inputs.to(), "--noinput", "--no-color"), inputs::applied);
        if (!(changed instanceof Outcome.Done)) {
            return changed;
        }
        ToolOnDatabase.noteWrites(context, inputs.database(), "django_migrations");
        Outcome proven = verify(inputs, context);
        return proven instanceof Outcome.Done
                ? Outcome.done(Map.of(
                        "migration",
                        inputs.to(),
                        "taken-back",
                        String.join(", ", plan.migrations()),
                        "schema",
                        "equal"))
                : proven;
    }

    @Override
    public HistoryTable history(Inputs inputs, Connection connection) throws SQLException {
        return HistoryTable.get(connection, "django_migrations");
    }

    /** All of the app at once: migrating back takes each of them back by itself. */
    @Override
    public Optional<String> applyNext(Inputs inputs, StepContext scratch) throws Exception {
        if (probe(inputs, scratch) instanceof Probe.Needed) {
            return Optional.empty();
        }
        ToolOnDatabase tool = new ToolOnDatabase(
                scratch, inputs.database(), inputs.host(), inputs.command(), inputs.lockTimeout(), inputs.timeout());
        tool.requireSameDatabase("django_migrations", List.of("showmigrations", inputs.app(), "--no-color"));
        tool.ask(List.of("migrate", inputs.app(), "--noinput", "--no-color"));
        return probe(inputs, scratch) instanceof Probe.Needed
                ? Optional.of("manage.py migrate " + inputs.app())
                : Optional.empty();
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws Exception {
        ExpectedSchema expected = ExpectedSchema.of(context, inputs.database(), inputs.schema(), inputs.digest());
        try (Connection connection =
                TargetDatabase.of(context, inputs.database()).connect()) {
            List<String> applied = inputs.applied(connection);
            return inputs.isBack(applied)
                    ? expected.verified(connection)
                    : ExpectedSchema.unequal(connection, "Django's history says " + applied);
        }
    }
}
