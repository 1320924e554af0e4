package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sternway.cli.ServerInProcess;
import dev.sternway.ledger.Chain;
import dev.sternway.run.Trail;
import dev.sternway.run.close.Documents;
import dev.sternway.testing.SmallDisk;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.operaton.bpm.engine.task.Task;
import org.springframework.dao.DataAccessResourceFailureException;

/** The disk under Sternway's own database fills up in the middle of a rollback. */
class EngineDiskFullTest {
    private static final int MOST_DOCUMENTS = 100;

    @TempDir
    private Path folder;

    @Test
    void aRollbackGoesOnWithEveryEntryInItsLedgerWhenThereIsRoomAgain() throws Exception {
        try (SmallDisk disk = SmallDisk.of(48, folder.resolve("disk"))) {
            goesOn(disk, ServerInProcess.fileDatabase(disk.folder()));
        }
    }

    @Test
    void onPostgresqlToo() throws Exception {
        try (SmallDisk disk = SmallDisk.of(192, folder.resolve("disk"));
                EmbeddedPostgres store = EmbeddedPostgres.builder()
                        .setDataDirectory(disk.folder().resolve("postgres"))
                        .start()) {
            goesOn(
                    disk,
                    Map.of(
                            "spring.datasource.url",
                            store.getJdbcUrl("postgres", "postgres"),
                            "spring.datasource.username",
                            "postgres"));
        }
    }

    private void goesOn(SmallDisk disk, Map<String, Object> settings) throws Exception {
        try (ArmedPlans plans = new ArmedPlans(folder, settings)) {
            String rollback = plans.fire(plans.arm(Optional.of("olga"), NewerVersionTest.BY_HAND), "by-itself");
            Task close = plans.task(rollback, "do-it-by-hand");
            int before = plans.bean(Trail.class).of(rollback).size();
            disk.fill();

            assertThat(written(plans.bean(Documents.class), rollback)).isLessThan(MOST_DOCUMENTS);
            disk.makeRoom();

            await().atMost(ArmedPlans.PATIENCE)
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(plans.bean(Trail.class).of(rollback)).hasSize(before));
            // a connection from before may be found closed only now: people press again
            await().atMost(ArmedPlans.PATIENCE)
                    .ignoreException(DataAccessResourceFailureException.class)
                    .until(() -> {
                        plans.complete(close, "olga", Map.of("manualOutcome", "DONE"));
                        return true;
                    });
            plans.complete(plans.task(rollback, "do-it-by-hand"), "olga", Map.of("manualOutcome", "DONE"));
            plans.task(rollback, "confirm-rollback");
            assertThat(Chain.verify(plans.bean(Trail.class).of(rollback))).isEmpty();
        }
    }

    /** @return how many large ones there was room for */
    private static int written(Documents documents, String rollback) {
        Random letters = new Random(1);
        for (int i = 0; i < MOST_DOCUMENTS; i++) {
            try {
                documents.write(rollback, "large " + i, incompressible(letters));
            } catch (RuntimeException full) {
                return i;
            }
        }
        return MOST_DOCUMENTS;
    }

    private static String incompressible(Random letters) {
        byte[] half = new byte[1 << 18];
        letters.nextBytes(half);
        return HexFormat.of().formatHex(half);
    }
}
