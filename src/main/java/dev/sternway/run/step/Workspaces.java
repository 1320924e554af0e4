package dev.sternway.run.step;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Two folders a guard, one for its work and one for its backups, readable by their owner only. */
@Component
public class Workspaces {
    private final Path folders;
    private final Path backups;

    Workspaces(
            @Value("${sternway.data:data}") Path data,
            @Value("${sternway.backups:${sternway.data:data}/backups}") Path backups) {
        this.backups = backups.toAbsolutePath();
        this.folders = data.toAbsolutePath().resolve("guards");
    }

    public Path of(String guardId) {
        return owned(folders.resolve(guardId));
    }

    public Path backups(String guardId) {
        return owned(backups.resolve(guardId));
    }

    private static Path owned(Path folder) {
        try {
            return Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
