package dev.sternway.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.Victim;
import dev.sternway.executor.postgres.PostgresDump;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store fills up after the space was checked, while pg_dump writes. */
class DiskFullTest {
    private static final PostgresDump.Inputs INPUTS = new PostgresDump.Inputs("db", Optional.empty());

    @TempDir
    private Path workspace;

    @Test
    void aDumpThatFillsTheDiskFailsLeavesNothingAndSucceedsWhenThereIsSpace() throws Exception {
        Path disk = Files.createDirectory(workspace.resolve("disk"));
        assumeTrue(ended("mount", "-t", "tmpfs", "-o", "size=60m", "tmpfs", disk.toString()), "only root mounts");
        try {
            Victim victim = new Victim(workspace);
            victim.run(
                    "CREATE EXTENSION IF NOT EXISTS pgcrypto",
                    "CREATE TABLE noise AS SELECT i, gen_random_bytes(1000) AS b FROM generate_series(1, 8000) i");
            victim.context.backups = disk.resolve("guard");
            Path other = disk.resolve("other");
            victim.context.beforeEffect(() -> fill(other));

            Outcome outcome = new PostgresDump().run(INPUTS, victim.context);

            assertThat(outcome).asString().contains("SW-0419");
            assertThat(String.join("\n", victim.context.output)).contains("No space left on device");
            assertThat(disk.resolve("guard/dump-db")).doesNotExist();
            assertThat(victim.context.notes).isEmpty();
            assertThat(victim.value("SELECT count(*) FROM noise")).isEqualTo("8000");

            Files.delete(other);
            victim.context.beforeEffect(() -> {});
            assertThat(victim.step(new PostgresDump(), INPUTS)).containsKey("sha256");
        } finally {
            ended("umount", disk.toString());
        }
    }

    private static void fill(Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] block = new byte[1 << 16];
            for (long left = Files.getFileStore(file).getUsableSpace() - (1 << 20); left > 0; left -= block.length) {
                out.write(block);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean ended(String... command) throws Exception {
        return new ProcessBuilder(command).start().waitFor() == 0;
    }
}
