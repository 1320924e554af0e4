package dev.sternway.executor.sql;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.sql.mariadb.ScriptOnMariaDb;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Scripts in one transaction, with a marker in the same transaction that tells whether they ran. */
public final class SqlScript implements Executor<SqlScript.Inputs> {
    /** The database, and what to do with it. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql or mariadb.") @NotBlank
            String database,

            @JsonPropertyDescription(
                    "Files of the plan, run in this order: in one transaction, on mariadb statement by statement with a journal.")
            @NotEmpty
            List<@NotBlank String> scripts,

            @JsonPropertyDescription(
                    "How long one try waits for a lock, so that clients do not queue behind it; 2s when left out.")
            @JsonProperty("lock-timeout")
            Optional<Duration> lockTimeout) {}

    @Override
    public String uses() {
        return "sql/script";
    }

    @Override
    public String summary() {
        return "Runs SQL scripts of the plan exactly once: in one transaction, on MariaDB statement by statement with a journal.";
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
    public Executor<Inputs> on(Inputs inputs, StepContext context) {
        return TargetDatabase.isMariaDb(context, inputs.database()) ? new ScriptOnMariaDb(this) : this;
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws SQLException {
        try (Connection connection =
                        TargetDatabase.of(context, inputs.database()).connect();
                var marker =
                        connection.prepareStatement("select to_regclass('sternway_salvage.applied') is not null")) {
            var row = marker.executeQuery();
            row.next();
            if (!row.getBoolean(1)) {
                return Probe.needed();
            }
            try (var applied =
                    connection.prepareStatement("select at::text from sternway_salvage.applied where key = ?")) {
                applied.setString(1, context.key());
                var found = applied.executeQuery();
                return found.next() ? Probe.already("applied-at", found.getString(1)) : Probe.needed();
            }
        }
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        for (String script : inputs.scripts()) {
            Optional<String> unfit = ScriptText.unfit(text(context, script));
            if (unfit.isPresent()) {
                return Outcome.refused(
                        "SW-0410",
                        script + " holds '" + unfit.get() + "', which refuses or ends a transaction",
                        script,
                        "Move it to a step of its own with command/run, or leave it out");
            }
        }
        DatabaseAccess database = TargetDatabase.of(context, inputs.database());
        try {
            return Patience.whileLocked(context, () -> once(inputs, context, database));
        } catch (SQLException failure) {
            return Outcome.failed(
                    "SW-0411",
                    "The scripts failed and were rolled back: "
                            + String.valueOf(failure.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                    String.join(", ", inputs.scripts()),
                    "Mend the cause, then choose again");
        }
    }

    private static Outcome once(Inputs inputs, StepContext context, DatabaseAccess database) throws Exception {
        long start = System.nanoTime();
        Map<String, String> evidence = new TreeMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            long wait = inputs.lockTimeout().orElse(Patience.USUAL).toMillis();
            statement.execute("set local lock_timeout = '" + wait + "ms'");
            statement.execute("create schema if not exists sternway_salvage");
            statement.execute("create table if not exists sternway_salvage.applied"
                    + " (key text primary key, at timestamptz not null default now())");
            try (var mark = connection.prepareStatement("insert into sternway_salvage.applied (key) values (?)")) {
                mark.setString(1, context.key());
                mark.execute();
            }
            List<String> texts = inputs.scripts().stream()
                    .map(script -> text(context, script))
                    .toList();
            evidence.putAll(WriteProof.of(context, inputs.database(), connection, texts, () -> {
                for (int i = 0; i < texts.size(); i++) {
                    context.print("running " + inputs.scripts().get(i));
                    statement.execute(texts.get(i));
                }
            }));
            context.stillMine();
            connection.commit();
        }
        evidence.put("scripts", String.valueOf(inputs.scripts().size()));
        evidence.put("millis", String.valueOf((System.nanoTime() - start) / 1_000_000));
        return Outcome.done(evidence);
    }

    private static String text(StepContext context, String script) {
        return new String(context.file(script), StandardCharsets.UTF_8);
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return ScriptsInShell.said(inputs, setting);
    }
}
