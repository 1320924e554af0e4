package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sternway.ledger.Chain;
import dev.sternway.run.Trail;
import dev.sternway.run.close.Documents;
import dev.sternway.testing.SmallDisk;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.operaton.bpm.engine.task.Task;

/** The disk under Sternway's own database fills up in the middle of a rollback. */
class EngineDiskFullTest {
    private static final int MOST_DOCUMENTS = 100;

    @TempDir
    private Path folder;

    @Test
    void aRollbackGoesOnWithEveryEntryInItsLedgerWhenThereIsRoomAgain() throws Exception {
        try (SmallDisk disk = SmallDisk.of(48, folder.resolve("disk"));
                ArmedPlans plans = new ArmedPlans(
                        folder,
                        Map.of(
                                "spring.datasource.url",
                                "jdbc:h2:file:" + disk.folder().resolve("sternway")
                                        + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=10000"))) {
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
            plans.complete(close, "olga", Map.of("manualOutcome", "DONE"));
            plans.complete(plans.task(rollback, "do-it-by-hand"), "olga", Map.of("manualOutcome", "DONE"));
            plans.task(rollback, "confirm-rollback");
            assertThat(Chain.verify(plans.bean(Trail.class).of(rollback))).isEmpty();
        }
    }

    /** @return how many large ones there was room for */
    private static int written(Documents documents, String rollback) {
        for (int i = 0; i < MOST_DOCUMENTS; i++) {
            try {
                documents.write(rollback, "large " + i, String.valueOf(i).repeat(1 << 19));
            } catch (RuntimeException full) {
                return i;
            }
        }
        return MOST_DOCUMENTS;
    }
}
