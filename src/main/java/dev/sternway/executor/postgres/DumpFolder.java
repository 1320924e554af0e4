package dev.sternway.executor.postgres;

import dev.sternway.base.Digest;
import dev.sternway.executor.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A dump in directory format, with a digest over all its files. */
record DumpFolder(Path path) {
    static DumpFolder of(StepContext context, String database) {
        return new DumpFolder(context.workspace().resolve("dump-" + database));
    }

    static String key(String database) {
        return "dump/" + database;
    }

    String digest() throws IOException {
        MessageDigest digest = Digest.sha256();
        for (Path file : files()) {
            digest.update(String.valueOf(file.getFileName()).getBytes(StandardCharsets.UTF_8));
            try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
                content.transferTo(java.io.OutputStream.nullOutputStream());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    long bytes() throws IOException {
        long bytes = 0;
        for (Path file : files()) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    void delete() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        files().forEach(file -> {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Files.delete(path);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> listing = Files.list(path)) {
            return listing.sorted().toList();
        }
    }
}
