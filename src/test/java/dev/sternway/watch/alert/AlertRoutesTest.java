package dev.sternway.watch.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertRoutesTest {
    @TempDir
    private Path folder;

    @Test
    void takesTheFirstRouteWhoseLabelsTheAlertHas() throws IOException {
        AlertRoutes routes = routes("""
                routes:
                  - match: {team: todo, alertname: TodoErrors}
                    plan: add-email
                    environment: production
                  - match: {team: todo}
                    plan: MIG-002
                """);

        assertThat(routes.of(alert("TodoErrors", Map.of("team", "todo")))
                        .orElseThrow()
                        .plan())
                .isEqualTo("add-email");
        assertThat(routes.of(alert("Slow", Map.of("team", "todo")))
                        .orElseThrow()
                        .plan())
                .isEqualTo("MIG-002");
        assertThat(routes.of(alert("Slow", Map.of("team", "shop")))).isEmpty();
    }

    @Test
    void namesTheLineOfAKeyThatIsMisspelt() {
        assertThatThrownBy(() -> routes("routes:\n  - match: {a: b}\n    plna: x\n"))
                .hasMessageContaining("SW-0613")
                .hasMessageContaining("routes.yaml:3");
        assertThatThrownBy(() -> routes("routes:\n  - match: {}\n    plan: x\n"))
                .hasMessageContaining("SW-0613");
        assertThatThrownBy(() -> AlertRoutes.of(folder.resolve("none.yaml"))).hasMessageContaining("cannot be read");
    }

    private AlertRoutes routes(String text) throws IOException {
        return AlertRoutes.of(Files.writeString(folder.resolve("routes.yaml"), text));
    }

    private static Alert alert(String name, Map<String, String> labels) {
        return new Alert("generic", "f", Instant.EPOCH, Optional.empty(), name, labels, "");
    }
}
