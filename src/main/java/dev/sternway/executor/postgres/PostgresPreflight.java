package dev.sternway.executor.postgres;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.backup.AgeKey;
import dev.sternway.database.backup.Space;
import dev.sternway.database.catalog.Sql;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.plan.Plan.Kept;
import dev.sternway.plan.Target.SecretReference;
import jakarta.validation.constraints.NotBlank;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds out what would stop a backup or a restore, while nothing is touched yet. */
public final class PostgresPreflight implements Executor<PostgresPreflight.Inputs> {
    /** The database, and what is going to be done. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql.") @NotBlank
            String database,

            @JsonPropertyDescription(
                    "What will be kept: dump, which is restored once, a clone on the server, or a restore-point in its log.")
            List<Kept> keep,

            @JsonPropertyDescription("Secret with the age key that the dump will be encrypted for.")
            Optional<SecretReference> encrypt) {
        public Inputs {
            keep = keep == null ? List.of() : List.copyOf(keep);
        }
    }

    @Override
    public String uses() {
        return "postgres/preflight";
    }

    @Override
    public String summary() {
        return "Checks log-in, client tools, versions, key and free space before anything is touched.";
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
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        DatabaseAccess live = TargetDatabase.of(context, inputs.database());
        Map<String, String> evidence = new TreeMap<>();
        try (Connection connection = live.connect()) {
            evidence.put("server", connection.getMetaData().getDatabaseProductVersion());
            if (Sql.number(connection, "select count(*) from pg_roles where rolname = current_user and rolsuper")
                    == 0) {
                return Outcome.refused(
                        "SW-0494",
                        live.user() + " is no superuser and could neither freeze nor swap " + live.name(),
                        live.host() + ":" + live.port(),
                        "Give the target a log-in that is a superuser");
            }
            if (inputs.keep().contains(Kept.DUMP) || inputs.keep().contains(Kept.RESTORE_POINT)) {
                int major = connection.getMetaData().getDatabaseMajorVersion();
                evidence.put("pg_dump", new ClientTool("pg_dump").require(major));
                evidence.put("pg_restore", new ClientTool("pg_restore").require(major));
            }
        }
        inputs.encrypt()
                .ifPresent(key -> evidence.put(
                        "encrypted-for",
                        AgeKey.of(context.secret(key), key.secret()).recipient()));
        long bytes = Space.of(live);
        evidence.put("database-bytes", String.valueOf(bytes));
        if (inputs.keep().contains(Kept.DUMP)) {
            evidence.put("free-for-dumps", String.valueOf(Space.forDump(context.backups(), bytes)));
            evidence.put(
                    "dumps-on-the-databases-disk",
                    Space.sharesDisk(live, context.backups())
                            .map(shared -> shared ? "yes: keep them elsewhere" : "no")
                            .orElse("cannot be known"));
        }
        if (!inputs.keep().isEmpty()) {
            evidence.put(
                    "free-on-the-server",
                    Space.forCopy(live, bytes).map(String::valueOf).orElse("cannot be known"));
        }
        return Outcome.done(evidence);
    }
}
