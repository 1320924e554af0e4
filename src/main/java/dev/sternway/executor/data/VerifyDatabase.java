package dev.sternway.executor.data;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.Psql;
import dev.sternway.database.catalog.Fingerprints;
import dev.sternway.database.catalog.Integrity;
import dev.sternway.database.catalog.SchemaSnapshot;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.data.mariadb.OnMariaDb;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.Shell;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.NotBlank;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Compares a database with snapshots, and asks it for orphans and invalid indexes. */
public final class VerifyDatabase implements Executor<VerifyDatabase.Inputs> {
    private static final int SHOWN = 12;
    private static final String ARMED = "armed";

    /** The database, and what to do with it. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql or mariadb.") @NotBlank
            String database,

            @JsonPropertyDescription("Snapshot whose schema must be there again.")
            Optional<String> schema,

            @JsonPropertyDescription(
                    "Snapshot whose content must be there; tables that sql/script wrote since count only with armed.")
            Optional<String> data) {}

    @Override
    public String uses() {
        return "database/verify";
    }

    @Override
    public String summary() {
        return "Proves that schema and data equal a snapshot, and that no row is orphaned and no index invalid.";
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
        List<String> wrong = new ArrayList<>();
        int tables = 0;
        Set<String> written = Set.of();
        DatabaseAccess database = TargetDatabase.of(context, inputs.database());
        try (Connection connection = database.connect()) {
            if (inputs.data().isPresent()) {
                if (!inputs.data().get().equals(ARMED)) {
                    written = Snapshots.written(context, inputs.database());
                }
                var data = Snapshots.read(
                                context, inputs.database(), inputs.data().get())
                        .without(written);
                tables = data.tables().size();
                wrong.addAll(data.contentDifference(
                        connection, Fingerprints.over(database::connect, Fingerprints.CONNECTIONS, context::progress)));
            }
            if (inputs.schema().isPresent()) {
                wrong.addAll(Snapshots.read(
                                context, inputs.database(), inputs.schema().get())
                        .schema()
                        .difference(SchemaSnapshot.of(connection)));
            }
            if (wrong.isEmpty()) {
                wrong.addAll(Integrity.problems(connection));
                if (inputs.schema().isEmpty()) {
                    wrong.addAll(Integrity.unchecked(connection));
                }
            }
        }
        wrong.forEach(context::print);
        if (!wrong.isEmpty()) {
            List<String> shown = wrong.subList(0, Math.min(SHOWN, wrong.size()));
            return new Outcome.Failed(
                    new dev.sternway.base.Problem(
                            "SW-0415",
                            "The database is not as it should be: " + String.join("; ", shown)
                                    + (wrong.size() > SHOWN ? "; and " + (wrong.size() - SHOWN) + " more" : ""),
                            inputs.database(),
                            "Put right what differs by hand and choose again, or restore the backup"),
                    false);
        }
        Map<String, String> evidence =
                new TreeMap<>(Map.of("verdict", "equal", "tables-equal", String.valueOf(tables), "differences", "0"));
        if (!written.isEmpty()) {
            evidence.put("written-by-the-scripts", String.join(", ", written));
            context.print(
                    "not compared as a whole, for the way back writes them and was proven by the step that ran it, or in the rehearsal: "
                            + String.join(", ", written));
        }
        return Outcome.done(evidence);
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        Psql psql = Psql.of(inputs.database(), setting.target(inputs.database()));
        String facts = "# schema_facts CLIENT DATABASE: the schema, one fact a line\nschema_facts() {\n"
                + Shell.fed("    sql \"$1\" \"$2\"", SchemaSnapshot.query() + ";") + "\n}\n";
        String frozen = FingerprintDatabase.file(psql, inputs.data().orElse(ARMED));
        return Optional.of(ShellStep.of(
                        "compares schema and content of " + psql.database()
                                + " with what they were, and looks for orphaned rows and invalid indexes",
                        "compared " + psql.fromOutside() + " " + frozen,
                        psql.withCopies()
                                .and(Needs.function("schema_facts", facts))
                                .and(Needs.functions(VerifyDatabase.class, "fingerprint.sh"))
                                .and(Needs.functions(VerifyDatabase.class, "verify.sh")))
                .probing("return 1"));
    }
}
