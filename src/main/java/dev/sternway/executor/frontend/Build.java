package dev.sternway.executor.frontend;

import dev.sternway.base.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A folder with the files of one build. */
record Build(Path folder) {
    /** SHA-256 over names and contents of all files. */
    String digest() throws IOException {
        MessageDigest digest = Digest.sha256();
        for (Path file : files()) {
            String name = folder.relativize(file).toString();
            digest.update((name + "\n" + Digest.of(file) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    int size() throws IOException {
        return files().size();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
