package dev.sternway.run.secret;

import dev.sternway.base.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** One file a secret, as Docker and Kubernetes mount them. */
public record SecretFolder(Path folder) implements SecretSource {
    private static final int LARGEST = 1 << 16;
    private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9._-]*";

    @Override
    public Optional<String> find(String name) {
        Path file = folder.resolve(name.matches(NAME) ? name : "none");
        return name.matches(NAME) && Files.isRegularFile(file) ? Optional.of(read(name, file)) : Optional.empty();
    }

    @Override
    public String place() {
        return folder + "/";
    }

    /** Without the line's end. @throws ProblemException SW-0303 when it cannot be read */
    public static String read(String name, Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw unreadable(name, file, "is longer than 64 KiB");
            }
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (IOException missing) {
            throw unreadable(name, file, "cannot be read");
        }
    }

    private static ProblemException unreadable(String name, Path file, String why) {
        return ProblemException.of(
                "SW-0303",
                "The file of secret " + name + " " + why,
                file.toString(),
                "Check the file and its permissions where Sternway runs");
    }
}
