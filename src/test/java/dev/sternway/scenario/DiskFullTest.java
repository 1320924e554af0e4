package dev.sternway.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.testing.PostgresServer;
import dev.sternway.testing.SmallDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store fills up after the space was checked, while pg_dump writes and clients work. */
class DiskFullTest {
    @TempDir
    private Path workspace;

    @Test
    void aDumpThatFillsTheDiskLeavesNothingAndTheNextOneBringsEveryRowBack() throws Exception {
        SmallDisk disk = SmallDisk.of(100, workspace.resolve("disk"));
        Shop shop = new Shop(PostgresServer.port(), workspace, 2_000, "[clone, dump]", "level-3: {restore: dump}");
        shop.run(
                "CREATE EXTENSION pgcrypto",
                "CREATE TABLE noise AS SELECT i, gen_random_bytes(1000) AS b FROM" + " generate_series(1, 8000) i");
        shop.context.backups = disk.folder().resolve("guard");
        shop.context.beforeEffect(() -> {
            if (shop.context.notes.containsKey("snapshot/db/armed")) {
                fill(disk);
            }
        });
        try (Clients clients = shop.clients()) {
            clients.commit(50);
            assertThatThrownBy(shop::arm).hasMessageContaining("SW-0419");
            assertThat(String.join("\n", shop.context.output)).contains("No space left on device");
            assertThat(disk.folder().resolve("guard/dump-db")).doesNotExist();
            assertThat(shop.context.notes).doesNotContainKey("dump/db");
            clients.commit(50);

            disk.makeRoom();
            shop.context.beforeEffect(() -> {});
            shop.arm();
            long wrong = shop.release("UPDATE orders SET code = NULL");
            clients.commit(50);
            assertThat(shop.rollBack()).containsEntry("verdict", "equal");
            shop.replay(wrong);
            clients.commit(30);
        } finally {
            disk.close();
        }
        shop.settle();

        assertThat(shop.value("SELECT count(*) FROM orders WHERE id <= 2000 AND code IS NULL"))
                .isEqualTo("0");
    }

    private static void fill(SmallDisk disk) {
        try {
            disk.fill();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
