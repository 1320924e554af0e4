package dev.sternway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every library that Sternway runs or is tested with is the one whose checksum is written down. */
class LockedDependenciesTest {
    private static final Path LOCK = Path.of(".mvn/checksums/checksums.sha256");
    private static final Path REPOSITORY =
            Path.of(System.getProperty("localRepository", System.getProperty("user.home") + "/.m2/repository"));
    private static final String HOW =
            "./mvnw -B -Pstrict verify -Dtest=MomentTest -Daether.artifactResolver.postProcessor.trustedChecksums.record=true";

    @Test
    void everyLibraryIsLocked() throws IOException {
        Map<String, String> locked = Files.readAllLines(LOCK).stream()
                .map(line -> line.split("\\s+", 2))
                .collect(Collectors.toMap(parts -> parts[1], parts -> parts[0], (one, same) -> one));
        List<Path> libraries = Arrays.stream(classPath().split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .filter(library -> library.startsWith(REPOSITORY))
                .toList();

        assertThat(libraries).hasSizeGreaterThan(100);
        assertThat(libraries)
                .as("locked with %s", HOW)
                .allSatisfy(library -> assertThat(locked).containsEntry(name(library), digest(library)));
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    }

    private static String name(Path library) {
        return REPOSITORY.relativize(library).toString().replace('\\', '/');
    }

    private static String digest(Path library) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(library)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
