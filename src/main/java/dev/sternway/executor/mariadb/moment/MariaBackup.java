package dev.sternway.executor.mariadb.moment;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sternway.base.ProblemException;
import dev.sternway.database.backup.BackupManifest;
import dev.sternway.database.catalog.Snapshot;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.compare.Content;
import dev.sternway.database.mariadb.compare.SchemaFacts;
import dev.sternway.database.mariadb.log.BinlogPlace;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.plan.Target.SecretReference;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps the files of a whole MariaDB server, from which it can be brought to any later moment; proves them by starting from them. */
public final class MariaBackup implements Executor<MariaBackup.Inputs> {
    /** The schema, whose server is backed up, and what to do. */
    public record Inputs(
            @JsonPropertyDescription("Target of type mariadb, whose server runs on Sternway's machine.") @NotBlank
            String database,

            @JsonPropertyDescription(
                    "take: back up the whole server while it runs; verify: start a server from the backup once, and compare the schema there with the state at arming.")
            @NotNull
            Action action,

            @JsonPropertyDescription(
                    "For take: secret with the age key (what age-keygen prints) that the backup is encrypted for; plain when left out.")
            Optional<SecretReference> encrypt,

            @JsonPropertyDescription("How long the certificate counts that verify issues; 24h when left out.")
            Optional<Duration> valid) {
        public Inputs(String database, Action action) {
            this(database, action, Optional.empty(), Optional.empty());
        }
    }

    /** What to do. */
    public enum Action {
        @JsonProperty("take")
        TAKE,
        @JsonProperty("verify")
        VERIFY
    }

    @Override
    public String uses() {
        return "mariadb/backup";
    }

    @Override
    public String summary() {
        return "Backs up the whole server with mariadb-backup into an owner-only folder, with digests, and proves the backup.";
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
        if (inputs.action() == Action.VERIFY) {
            return Probe.needed();
        }
        try {
            MariaAccess live = TargetDatabase.mariaDb(context, inputs.database());
            KeptBase base = KeptBase.require(context, inputs.database(), live.name());
            return Probe.already("sha256", base.files().digest().orElse(""));
        } catch (ProblemException noneThatFits) {
            return Probe.needed();
        }
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws Exception {
        MariaAccess live = TargetDatabase.mariaDb(context, inputs.database());
        if (inputs.action() == Action.VERIFY) {
            return verified(inputs, context, live);
        }
        BackupManifest manifest = new TakeBase(context, inputs.database()).run(inputs.encrypt());
        KeptBase base = KeptBase.require(context, inputs.database(), live.name());
        return Outcome.done(Map.of(
                "sha256",
                base.files().digest().orElse(""),
                "bytes",
                String.valueOf(manifest.bytes()),
                "binlog",
                base.note().place().orElse("none: only the state of the backup can be gone back to"),
                "gtid",
                base.note().gtid(),
                "encrypted-for",
                manifest.encryptedFor().orElse("nobody: plain"),
                "folder",
                base.files().folder().path().toString()));
    }

    private static Outcome verified(Inputs inputs, StepContext context, MariaAccess live) throws Exception {
        KeptBase base = KeptBase.require(context, inputs.database(), live.name());
        Snapshot armed = Snapshots.read(context, inputs.database(), "armed");
        Optional<BinlogPlace> place = copied(inputs, context, base);
        RecoverTo to = place.map(it -> RecoverTo.position(it.toString())).orElse(RecoverTo.BACKUP);
        long start = System.nanoTime();
        try (Beside beside = Beside.at(context, inputs.database(), base, to.place(live, base.note()))) {
            MariaAccess there = beside.access();
            List<String> differences = new ArrayList<>();
            try (Connection connection = there.connect()) {
                differences.addAll(armed.schema().difference(SchemaFacts.of(CatalogReader.read(connection))));
            }
            differences.addAll(Content.still(there::connect, context::progress).difference(armed));
            if (!differences.isEmpty()) {
                throw ProblemException.of(
                        "SW-0422",
                        "The server's backup differs from the state at arming: " + String.join("; ", differences),
                        live.name(),
                        "Take backup and fingerprint while nobody writes, or mariadb/copy after the backup:"
                                + " then the log is replayed up to the copy");
            }
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        new BaseCertificate(context, inputs.database(), base, inputs.valid()).issue(armed, Optional.empty(), millis);
        Map<String, String> evidence = new LinkedHashMap<>();
        evidence.put("verdict", "equal");
        evidence.put(
                "compared-at",
                place.map(BinlogPlace::toString).or(() -> base.note().place()).orElse("the backup"));
        evidence.put("restored-in-millis", String.valueOf(millis));
        evidence.put("sha256", base.files().digest().orElse(""));
        return Outcome.done(evidence);
    }

    /** Where the copy was taken of which the fingerprint at arming is; empty where that was not after the backup. */
    private static Optional<BinlogPlace> copied(Inputs inputs, StepContext context, KeptBase base) {
        return context.keepsakes()
                .find("clone-place/" + inputs.database())
                .filter(it -> !it.isEmpty())
                .map(BinlogPlace::of)
                .filter(it -> base.note()
                        .binlog()
                        .filter(from -> it.compareTo(from) > 0)
                        .isPresent());
    }
}
