package dev.sternway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.demo.stage.SternwayServer.Answer;
import dev.sternway.testing.Patience;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The backups of a running server: certified while a guard stands, purged when it is gone, but never the last good one. */
class BackupsTest {
    @TempDir
    private Path folder;

    @Test
    void theCertificateIsShownAndThePurgeLeavesTheLastGoodDump() throws Exception {
        try (Scene scene = new Scene(folder, "add-email", Map.of())) {
            String guard = scene.arm();

            JsonNode kept = scene.server.read("olga", "/api/backups").path(0);
            assertThat(kept.path("good").asBoolean()).isTrue();
            assertThat(kept.path("certificate").asText()).contains("proven by restoring it", "SHA-256", "expires");
            assertThat(scene.server
                            .read("olga", "/api/guards/" + guard)
                            .path("certificate")
                            .asText())
                    .isEqualTo(kept.path("certificate").asText());
            String clone = kept.path("clone").asText();
            assertThat(purge(scene, true).path("clones")).isEmpty();

            scene.server.send("olga", "POST", "/api/guards/" + guard + "/disarm", Map.of("reason", "not today"));
            await().atMost(Patience.ENOUGH)
                    .until(() -> !purge(scene, true).path("clones").isEmpty());
            JsonNode purged = purge(scene, false);

            assertThat(purged.path("clones").path(0).asText()).isEqualTo(clone);
            assertThat(purged.path("dumps")).isEmpty();
            assertThat(purged.path("failed")).isEmpty();
            assertThat(scene.server
                            .read("olga", "/api/backups")
                            .path(0)
                            .path("good")
                            .asBoolean())
                    .isTrue();
            Answer refused = scene.server.ask(Optional.of("sam"), "POST", "/api/backups/purge", "{}", Map.of());
            assertThat(refused.status()).isEqualTo(403);
        }
    }

    private static JsonNode purge(Scene scene, boolean dry) throws InterruptedException {
        return scene.server.send("olga", "POST", "/api/backups/purge", Map.of("keep", 1, "dry", dry));
    }
}
