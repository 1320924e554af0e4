package dev.sternway.run.step;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** One folder a guard, readable by its owner only. */
@Component
public class Workspaces {
    private final Path folders;

    Workspaces(@Value("${sternway.data:data}") Path data) {
        this.folders = data.toAbsolutePath().resolve("guards");
    }

    public Path of(String guardId) {
        try {
            return Files.createDirectories(
                    folders.resolve(guardId),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
