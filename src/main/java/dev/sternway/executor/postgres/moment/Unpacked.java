package dev.sternway.executor.postgres.moment;

import dev.sternway.executor.StepContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Tells how much of a backup is in a folder by now.
 *
 * @param total about how much it will be
 */
record Unpacked(StepContext context, Path folder, long total) implements ServerTool.Look {
    @Override
    public void at() {
        try (Stream<Path> files = Files.walk(folder)) {
            long bytes = files.map(Path::toFile)
                    .filter(java.io.File::isFile)
                    .mapToLong(java.io.File::length)
                    .sum();
            context.progress(Math.min(bytes, total), total, "bytes");
        } catch (IOException | UncheckedIOException moved) {
            // a file went while it was counted; half a second later it is counted again
        }
    }
}
