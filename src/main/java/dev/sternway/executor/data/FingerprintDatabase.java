package dev.sternway.executor.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.Psql;
import dev.sternway.database.catalog.Fingerprints;
import dev.sternway.database.catalog.Snapshot;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.data.mariadb.OnMariaDb;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.sql.Connection;
import java.util.Map;
import java.util.Optional;

/** Keeps schema and fingerprints of all tables under a name. */
public final class FingerprintDatabase implements Executor<FingerprintDatabase.Inputs> {
    /** The database, and what to do with it. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql or mariadb.") @NotBlank
            String database,

            @JsonPropertyDescription("Name of the snapshot; armed is read from the clone where there is one.")
            @NotBlank
            @Pattern(regexp = "[a-z0-9-]{1,40}")
            String as,

            @JsonPropertyDescription("Earlier snapshot: only tables and columns that it has are read.")
            @JsonProperty("columns-of")
            Optional<String> columnsOf) {}

    @Override
    public String uses() {
        return "database/fingerprint";
    }

    @Override
    public String summary() {
        return "Keeps the schema and a fingerprint of every table, to compare with later.";
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
    public Undone undone(Inputs inputs) {
        return Undone.NOT_NEEDED;
    }

    @Override
    public Executor<Inputs> on(Inputs inputs, StepContext context) {
        return OnMariaDb.or(this, inputs, context);
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        DatabaseAccess live = TargetDatabase.of(context, inputs.database());
        Optional<String> clone = context.keepsakes().find("clone/" + inputs.database());
        DatabaseAccess read = inputs.as().equals("armed") && clone.isPresent() ? live.other(clone.get()) : live;
        Snapshot snapshot;
        try (Connection connection = read.connect()) {
            Fingerprints fingerprints = Fingerprints.over(read::connect, Fingerprints.CONNECTIONS, context::progress);
            snapshot = inputs.columnsOf().isPresent()
                    ? Snapshots.read(
                                    context,
                                    inputs.database(),
                                    inputs.columnsOf().get())
                            .sameColumns(connection, fingerprints)
                    : Snapshot.of(connection, fingerprints);
        }
        Snapshots.keep(context, inputs.database(), inputs.as(), snapshot);
        long rows = snapshot.tables().stream().mapToLong(table -> table.rows()).sum();
        return Outcome.done(Map.of(
                "tables", String.valueOf(snapshot.tables().size()),
                "rows", String.valueOf(rows),
                "schema", snapshot.schema().digest()));
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        Psql psql = Psql.of(inputs.database(), setting.target(inputs.database()));
        return Optional.of(ShellStep.of(
                        "reads every table of " + psql.database()
                                + " and keeps a sum of each column, to compare with later",
                        "fingerprint " + psql.words() + " >" + file(psql, inputs.as()),
                        psql.needs().and(Needs.functions(FingerprintDatabase.class, "fingerprint.sh")))
                .probing("return 1"));
    }

    static String file(Psql psql, String name) {
        return "\"$folder/fingerprint-" + psql.client() + "-" + name + '"';
    }
}
