package dev.sternway.executor.postgres.moment;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.ProblemException;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.cluster.Archiving;
import dev.sternway.database.cluster.RecoveryTarget;
import dev.sternway.database.cluster.RestorePoint;
import dev.sternway.database.cluster.RestorePoint.Base;
import dev.sternway.database.cluster.RestorePoint.Mark;
import dev.sternway.database.cluster.ServerBinaries;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.postgres.ClientTools;
import dev.sternway.plan.Plan.RecoverFrom;
import dev.sternway.plan.Target.SecretReference;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.sql.Connection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes sure that the server's log is archived, has a base backup, and marks the place to come back to. */
public final class PostgresRestorePoint implements Executor<PostgresRestorePoint.Inputs> {
    private static final Duration USUAL = Duration.ofMinutes(1);

    /** The database, and where its server archives. */
    public record Inputs(
            @JsonPropertyDescription("Target of type postgresql; the restore point is one of its whole server.")
            @NotBlank
            String database,

            @JsonPropertyDescription(
                    "archive: the folder that archive_command fills, as seen from Sternway; or pgbackrest: its stanza and config.")
            @NotNull
            @Valid
            RecoverFrom from,

            @JsonPropertyDescription("How long a segment of the log may take to be archived; 1m when left out.")
            Optional<Duration> patience,

            @JsonPropertyDescription(
                    "Secret with the age key that the base backup is encrypted for; plain when left out. pgBackRest encrypts by itself.")
            Optional<SecretReference> encrypt) {}

    @Override
    public String uses() {
        return "postgres/restore-point";
    }

    @Override
    public String summary() {
        return "Proves that the server archives its log, takes a base backup, and marks a restore point for postgres/point-in-time.";
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
        Optional<RestorePoint> kept = Recovery.point(context, inputs.database());
        if (kept.isEmpty()) {
            return Probe.needed();
        }
        try {
            Source source = Source.of(context, inputs.database(), inputs.from(), inputs.encrypt());
            source.require(TargetDatabase.of(context, inputs.database()));
            source.reaching(
                    kept.get(), RecoverTo.ARMED.target(kept.get(), kept.get().at()), last(kept.get()));
            if (source instanceof ArchiveSource archive) {
                archive.kept();
            }
        } catch (ProblemException unfit) {
            return Probe.needed();
        }
        return Probe.already("restore-point", kept.get().name());
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        DatabaseAccess live = TargetDatabase.of(context, inputs.database());
        Archiving archiving = new Archiving(live);
        Source source = Source.of(context, inputs.database(), inputs.from(), inputs.encrypt());
        archiving.requireOn();
        try (Connection connection = live.connect()) {
            ServerBinaries.find(connection.getMetaData().getDatabaseMajorVersion());
        }
        for (String tool : List.of("pg_dump", "pg_restore")) {
            ClientTools.require(tool, live);
        }
        source.require(live);
        int patience = (int) inputs.patience().orElse(USUAL).toSeconds();
        context.print("switching the log to see whether it is archived");
        source.awaitArchived(archiving, archiving.push(), patience);
        Base base = source.base(live, archiving);
        context.stillMine();
        String name = TargetDatabase.copy(context, "sternway", Long.toString(System.currentTimeMillis(), 36));
        Mark at = archiving.point(name);
        source.awaitArchived(archiving, at.segment(), patience);
        RestorePoint point =
                new RestorePoint(name, at, archiving.segmentBytes(), archiving.system(), base, archiving.unlogged());
        RecoveryTarget target = RecoverTo.ARMED.target(point, at);
        source.reaching(point, target, last(point));
        context.keepsakes().forget("snapshot/" + inputs.database() + "/" + Recovery.SNAPSHOT);
        context.keepsakes().keep(RestorePoint.key(inputs.database()), point.json());
        point.unlogged()
                .forEach(table ->
                        context.print(table + " is unlogged: no log holds its rows, and it would come back empty"));
        return Outcome.done(evidence(point, archiving));
    }

    private static Map<String, String> evidence(RestorePoint point, Archiving archiving) throws Exception {
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("restore-point", point.name());
        evidence.put("place", point.at().place());
        evidence.put("segment", point.at().segment());
        evidence.put("timeline", String.valueOf(point.at().timeline()));
        evidence.put("at", point.at().time().toString());
        evidence.put("next-transaction", String.valueOf(point.at().nextTransaction()));
        evidence.put("base-backup", point.base().label());
        evidence.put("base-backup-bytes", String.valueOf(point.base().bytes()));
        evidence.put("not-before", point.base().end().time().toString());
        evidence.put("data-checksums", archiving.checksums() ? "on" : "off: a page that a disk spoils is not noticed");
        evidence.put("unlogged-tables", point.unlogged().isEmpty() ? "none" : String.join(", ", point.unlogged()));
        return evidence;
    }

    private static Optional<String> last(RestorePoint point) {
        return Optional.of(point.at().segment());
    }
}
