package dev.sternway.database.backup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a backup folder holds; written beside the files it lists.
 *
 * @param database name of the database that was backed up
 * @param source the database that was read: the database itself, or its clone
 * @param serverVersion as the server says it
 * @param tool version of pg_dump
 * @param takenAt when the copy was begun
 * @param millis how long it took
 * @param encryptedFor public key that the files are encrypted for
 * @param keySecret name of the secret that holds the private key
 */
public record BackupManifest(
        String database,
        String source,
        String serverVersion,
        String tool,
        Instant takenAt,
        long millis,
        Optional<String> encryptedFor,
        Optional<String> keySecret,
        List<Entry> files) {
    public BackupManifest {
        files = List.copyOf(files);
    }

    /** @param sha256 64 hex digits over the file as it is stored */
    public record Entry(String name, long bytes, String sha256) {}

    public long bytes() {
        return files.stream().mapToLong(Entry::bytes).sum();
    }
}
