package dev.sternway.database.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sternway.base.DurationText;
import dev.sternway.base.ProblemException;
import dev.sternway.plan.yaml.PlanMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What was proven about a backup, and until when that counts.
 *
 * @param server host and port of the database's server
 * @param folder where the dump is; empty when only a clone on the server is kept
 * @param bytes length of the dump, or of the cloned database
 * @param tookMillis how long dump or clone took
 * @param restoredMillis how long restoring the dump took, which is the proof; 0 for a clone
 * @param digest SHA-256 over the manifest of the dump or base backup; of a clone or a repository's backup its name
 * @param restorePoint name of the place in the log that was recovered to; then the bytes are those of the whole server
 */
public record Certificate(
        String database,
        String server,
        String serverVersion,
        Optional<String> folder,
        Instant takenAt,
        Instant provenAt,
        Instant expires,
        long bytes,
        long tables,
        long rows,
        long tookMillis,
        long restoredMillis,
        Optional<String> encryptedFor,
        String digest,
        Optional<String> restorePoint) {
    /** Of a dump or a copy. */
    public Certificate(
            String database,
            String server,
            String serverVersion,
            Optional<String> folder,
            Instant takenAt,
            Instant provenAt,
            Instant expires,
            long bytes,
            long tables,
            long rows,
            long tookMillis,
            long restoredMillis,
            Optional<String> encryptedFor,
            String digest) {
        this(
                database,
                server,
                serverVersion,
                folder,
                takenAt,
                provenAt,
                expires,
                bytes,
                tables,
                rows,
                tookMillis,
                restoredMillis,
                encryptedFor,
                digest,
                Optional.empty());
    }

    /** Keepsake of the guard under which it is kept. */
    public static String key(String database) {
        return "certificate/" + database;
    }

    public String json() {
        try {
            return PlanMapper.json().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Certificate parse(String json) {
        try {
            return PlanMapper.json().readValue(json, Certificate.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws ProblemException SW-0491 when it counts no longer */
    public Certificate requireFresh(Instant now) {
        if (now.isAfter(expires)) {
            throw ProblemException.of(
                    "SW-0491",
                    "The certificate of the backup of " + database + " expired at " + expires,
                    server,
                    "Arm again, which takes and proves a new backup");
        }
        return this;
    }

    /** The dump's folder is there, whole: its manifest always, every byte when {@code thoroughly}. */
    public void requireFiles(boolean thoroughly) throws java.io.IOException {
        if (folder.isPresent()) {
            BackupFolder there = new BackupFolder(java.nio.file.Path.of(folder.get()));
            BackupManifest manifest = there.manifest(digest);
            if (thoroughly) {
                there.requireUnchanged(manifest);
            } else {
                there.requireFiles(manifest);
            }
        }
    }

    /** MariaDB's versions name it already. */
    private String product() {
        return serverVersion.contains("MariaDB") ? "" : "PostgreSQL ";
    }

    /** In one sentence. */
    public String text() {
        String proof = restorePoint.isPresent()
                ? "base backup of the whole server, " + bytes + " bytes, proven by recovering it to the restore point "
                        + restorePoint.get() + ", " + tables + " tables and " + rows + " rows, in "
                        + DurationText.format(Duration.ofMillis(restoredMillis))
                : folder.isPresent()
                        ? "dump of " + bytes + " bytes, " + tables + " tables and " + rows
                                + " rows, proven by restoring it in "
                                + DurationText.format(Duration.ofMillis(restoredMillis))
                        : "clone of " + bytes + " bytes on the server itself";
        return proof + "; " + database + " at " + server + ", " + product() + serverVersion + ", taken "
                + takenAt.truncatedTo(ChronoUnit.SECONDS) + " in " + DurationText.format(Duration.ofMillis(tookMillis))
                + encryptedFor.map(key -> ", encrypted for " + key).orElse("") + ", SHA-256 " + digest
                + ", expires " + expires.truncatedTo(ChronoUnit.SECONDS);
    }
}
