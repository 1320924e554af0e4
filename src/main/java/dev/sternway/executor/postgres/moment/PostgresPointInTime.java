package dev.sternway.executor.postgres.moment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.cluster.RestoredCluster;
import dev.sternway.database.tables.Damage;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.postgres.ClientTools;
import dev.sternway.executor.postgres.tables.CopyTables;
import dev.sternway.plan.Plan.RecoverFrom;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Recovers the whole server beside the live one to a moment, and takes one database or its tables out of it. */
public final class PostgresPointInTime implements Executor<PostgresPointInTime.Inputs> {
    /** The database, where its server archives, the moment, and what is done then. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql; no other database of its server is touched.") @NotBlank
            String database,

            @JsonPropertyDescription(
                    "archive: the folder that archive_command fills, as seen from Sternway; or pgbackrest: its stanza and config.")
            @NotNull
            @Valid
            RecoverFrom from,

            @JsonPropertyDescription("Where to go back to; the restore point of arming when left out.") @Valid
            Optional<RecoverTo> to,

            @JsonPropertyDescription(
                    "verify: prove it and throw it away; hold: let it stand for the next steps; copy-tables: those that differ, in one transaction; copy-database: swap it in by renaming; keep: let it run for a person; discard: remove what hold or a crash left.")
            @NotNull
            Then then,

            @JsonPropertyDescription("Tables to copy, schema.table; all that differ when left out.")
            List<@NotBlank String> tables,

            @JsonPropertyDescription("What to do when copying tables does not undo everything; refused when left out.")
            Optional<Otherwise> otherwise,

            @JsonPropertyDescription("How long the certificate counts that verify issues; 24h when left out.")
            Optional<Duration> valid) {
        public Inputs {
            tables = tables == null ? List.of() : List.copyOf(tables);
        }
    }

    /** What is done with the server that stands at the moment. */
    public enum Then {
        @JsonProperty("verify")
        VERIFY,
        @JsonProperty("hold")
        HOLD,
        @JsonProperty("copy-tables")
        COPY_TABLES,
        @JsonProperty("copy-database")
        COPY_DATABASE,
        @JsonProperty("keep")
        KEEP,
        @JsonProperty("discard")
        DISCARD
    }

    /** The dearer way. */
    public enum Otherwise {
        @JsonProperty("copy-database")
        COPY_DATABASE
    }

    @Override
    public String uses() {
        return "postgres/point-in-time";
    }

    @Override
    public String summary() {
        return "Recovers the whole server beside the live one to a restore point or moment, and puts tables or the database back from it.";
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
    public Probe probe(Inputs inputs, StepContext context) throws Exception {
        RestoredCluster cluster = cluster(inputs, context);
        switch (inputs.then()) {
            case DISCARD:
                return Files.exists(cluster.folder()) ? Probe.needed() : Probe.already("discarded", "nothing is there");
            case COPY_TABLES:
            case COPY_DATABASE:
                return copied(inputs, context);
            case HOLD:
            case KEEP:
                return cluster.target().isPresent()
                                && cluster.target()
                                        .equals(Optional.of(
                                                recovery(inputs, context).target()))
                        ? Probe.already(
                                "server-beside",
                                cluster.access(live(inputs, context).name()).port() + "")
                        : Probe.needed();
            default:
                return Probe.needed();
        }
    }

    private static Probe copied(Inputs inputs, StepContext context) throws Exception {
        if (CopyTables.done(context, inputs.database())) {
            return Probe.already("tables-restored-by", context.key());
        }
        boolean whole =
                inputs.then() == Then.COPY_DATABASE || inputs.otherwise().isPresent();
        CopyDatabase way = new CopyDatabase(context, inputs.database(), live(inputs, context));
        return whole && way.done() ? Probe.already("swapped-in", "the database of the server beside") : Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        RestoredCluster cluster = cluster(inputs, context);
        if (inputs.then() == Then.DISCARD) {
            cluster.remove();
            return Outcome.done(Map.of("discarded", cluster.folder().toString()));
        }
        Recovery recovery = recovery(inputs, context);
        for (String tool : List.of("pg_dump", "pg_restore")) {
            ClientTools.require(tool, recovery.live());
        }
        try {
            return recovered(inputs, context, recovery, cluster);
        } finally {
            if (context.work().cancelled()
                    || inputs.then() == Then.VERIFY && !context.work().abandoned()) {
                cluster.remove();
            }
        }
    }

    private static Outcome recovered(Inputs inputs, StepContext context, Recovery recovery, RestoredCluster cluster)
            throws Exception {
        long start = System.nanoTime();
        Recovery.Recovered recovered = recovery.recover(cluster, inputs.then() == Then.KEEP);
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("recovered-to", recovered.target());
        evidence.put("stopped", recovered.stopped());
        evidence.put("recovered-in-millis", String.valueOf((System.nanoTime() - start) / 1_000_000));
        evidence.put(
                "unlogged-and-so-empty",
                recovered.unlogged().isEmpty() ? "none" : String.join(", ", recovered.unlogged()));
        return then(inputs, context, recovery, recovered, evidence);
    }

    private static Outcome then(
            Inputs inputs,
            StepContext context,
            Recovery recovery,
            Recovery.Recovered recovered,
            Map<String, String> evidence)
            throws Exception {
        switch (inputs.then()) {
            case VERIFY:
                recovered.cluster().remove();
                evidence.putAll(new PointCertificate(context, inputs.database(), inputs.valid())
                        .issue(
                                recovery,
                                recovered,
                                Long.parseLong(String.valueOf(evidence.get("recovered-in-millis")))));
                return Outcome.done(evidence);
            case HOLD:
                evidence.put("server-beside", "127.0.0.1:" + recovered.copy().port());
                return Outcome.done(evidence);
            case KEEP:
                return kept(recovery, recovered, context, evidence);
            default:
                Outcome outcome = copy(inputs, context, recovery, recovered);
                if (outcome instanceof Outcome.Done done) {
                    recovered.cluster().remove();
                    evidence.putAll(done.evidence());
                    return Outcome.done(evidence);
                }
                context.print("the server beside stays for another try; then: discard removes it");
                return outcome;
        }
    }

    private static Outcome copy(Inputs inputs, StepContext context, Recovery recovery, Recovery.Recovered recovered)
            throws Exception {
        String why = "it was asked for";
        if (inputs.then() == Then.COPY_TABLES) {
            try (CopyTables tables =
                    new CopyTables(context, inputs.database(), recovered.copy(), "server recovered beside")) {
                Damage damage = tables.compare(
                        inputs.tables(), recovered.snapshot().tables(), new TreeSet<>(recovered.unlogged()));
                why = CopyTables.unfit(damage, inputs.tables().isEmpty());
                if (why.isEmpty()) {
                    return tables.restore(damage);
                }
            }
            if (inputs.otherwise().isEmpty()) {
                return Outcome.refused(
                        "SW-0481",
                        "Restoring tables does not fit: " + why,
                        inputs.database(),
                        "Copy the database: otherwise: copy-database; nothing was changed");
            }
            context.print("not by tables: " + why);
        }
        Outcome outcome = new CopyDatabase(context, inputs.database(), recovery.live()).from(recovered);
        if (outcome instanceof Outcome.Done done) {
            Map<String, String> evidence = new LinkedHashMap<>(done.evidence());
            evidence.put("why", why);
            return Outcome.done(evidence);
        }
        return outcome;
    }

    private static Outcome kept(
            Recovery recovery, Recovery.Recovered recovered, StepContext context, Map<String, String> evidence) {
        DatabaseAccess copy = recovered.copy();
        String files = recovered.cluster().files().toString();
        evidence.put("server-beside", "127.0.0.1:" + copy.port());
        evidence.put("files", files);
        context.print("The restored server runs: psql -h 127.0.0.1 -p " + copy.port() + " -U "
                + recovery.live().user() + " " + copy.name() + " (log-ins and passwords are the old server's)");
        context.print(
                "It archives nothing and listens on 127.0.0.1 only. To let it take the old one's place: stop both,"
                        + " give " + files
                        + " your own postgresql.conf and pg_hba.conf, a new, empty place in archive_command,"
                        + " and start it with the old port.");
        context.print("To remove it: pg_ctl -D " + files + " stop, then delete "
                + recovered.cluster().folder());
        return Outcome.done(evidence);
    }

    private static Recovery recovery(Inputs inputs, StepContext context) {
        return new Recovery(
                context, inputs.database(), inputs.from(), inputs.to().orElse(RecoverTo.ARMED));
    }

    private static DatabaseAccess live(Inputs inputs, StepContext context) {
        return TargetDatabase.of(context, inputs.database());
    }

    /** One that is kept has a folder of its own, which no later step removes. */
    private static RestoredCluster cluster(Inputs inputs, StepContext context) {
        return new RestoredCluster(
                inputs.then() == Then.KEEP
                        ? context.backups().resolve("kept-" + inputs.database())
                        : TargetDatabase.beside(context, inputs.database()));
    }
}
