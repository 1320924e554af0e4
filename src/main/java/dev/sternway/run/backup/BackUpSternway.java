package dev.sternway.run.backup;

import dev.sternway.base.Digest;
import dev.sternway.base.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Backs Sternway's own database up into the folder of backups, whole or not at all. */
@Component
public class BackUpSternway {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    private final OwnDatabase database;
    private final Path folder;

    BackUpSternway(OwnDatabase database, @Value("${sternway.backups}") String backups) {
        this.database = database;
        this.folder = Path.of(backups).resolve("sternway");
    }

    /** A backup that was made. */
    public record Made(String file, long bytes, String sha256) {}

    /** @throws ProblemException SW-0883 for a name that is none or is taken, SW-0884 on PostgreSQL */
    public Made backUp(String name) {
        if (!NAME.matcher(name).matches() || name.contains("..")) {
            throw ProblemException.of(
                    "SW-0883", "This is no name for a backup", "name", "Give letters, digits, dots and dashes");
        }
        Path file = folder.resolve(name + ".zip");
        Path fresh = folder.resolve(name + ".zip.part");
        try {
            Files.createDirectories(folder);
            if (Files.exists(file)) {
                throw ProblemException.of(
                        "SW-0883", "There is a backup of that name already", name, "Give it another name");
            }
            database.backUp(fresh.toAbsolutePath());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            return new Made(file.toString(), Files.size(file), Digest.of(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
