package dev.sternway.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes files that are there whole or not at all: what is cut off, by Ctrl-C too, leaves what was there before. */
public final class WholeFile {
    private static final String ENDING = ".part";

    private WholeFile() {}

    /** Fills a file. */
    @FunctionalInterface
    public interface Content {
        void write(BufferedWriter out) throws Exception;
    }

    public static void write(Path file, String text) throws IOException {
        try {
            write(file, out -> out.write(text));
        } catch (IOException | RuntimeException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IOException(failure);
        }
    }

    /** Beside the file first, under its name with {@value #ENDING}; a device or a pipe is written to as it is. */
    public static void write(Path file, Content content) throws Exception {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            fill(target, content);
            return;
        }
        Path fresh = target.resolveSibling(target.getFileName() + ENDING);
        Files.deleteIfExists(fresh);
        fresh.toFile().deleteOnExit();
        try {
            fill(fresh, content);
            if (Files.exists(target)) {
                Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(target));
            }
            Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void fill(Path file, Content content) throws Exception {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            content.write(out);
        }
    }
}
