package dev.sternway.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sternway.testing.PostgresServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store fills up after the space was checked, while pg_dump writes and clients work. */
class DiskFullTest {
    @TempDir
    private Path workspace;

    @Test
    void aDumpThatFillsTheDiskLeavesNothingAndTheNextOneBringsEveryRowBack() throws Exception {
        Path disk = Files.createDirectory(workspace.resolve("disk"));
        assumeTrue(ended("mount", "-t", "tmpfs", "-o", "size=100m", "tmpfs", disk.toString()), "only root mounts");
        Path other = disk.resolve("other");
        Shop shop = new Shop(PostgresServer.port(), workspace, 2_000, "[clone, dump]", "level-3: {restore: dump}");
        shop.run(
                "CREATE EXTENSION pgcrypto",
                "CREATE TABLE noise AS SELECT i, gen_random_bytes(1000) AS b FROM" + " generate_series(1, 8000) i");
        shop.context.backups = disk.resolve("guard");
        shop.context.beforeEffect(() -> {
            if (shop.context.notes.containsKey("snapshot/db/armed")) {
                fill(other);
            }
        });
        try (Clients clients = shop.clients()) {
            clients.commit(50);
            assertThatThrownBy(shop::arm).hasMessageContaining("SW-0419");
            assertThat(String.join("\n", shop.context.output)).contains("No space left on device");
            assertThat(disk.resolve("guard/dump-db")).doesNotExist();
            assertThat(shop.context.notes).doesNotContainKey("dump/db");
            clients.commit(50);

            Files.delete(other);
            shop.context.beforeEffect(() -> {});
            shop.arm();
            long wrong = shop.release("UPDATE orders SET code = NULL");
            clients.commit(50);
            assertThat(shop.rollBack()).containsEntry("verdict", "equal");
            shop.replay(wrong);
            clients.commit(30);
        } finally {
            ended("umount", disk.toString());
        }
        shop.settle();

        assertThat(shop.value("SELECT count(*) FROM orders WHERE id <= 2000 AND code IS NULL"))
                .isEqualTo("0");
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
