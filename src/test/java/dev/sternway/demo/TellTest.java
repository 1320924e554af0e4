package dev.sternway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Status updates while a rollback runs, and a status page that is down. */
class TellTest {
    @TempDir
    private Path folder;

    @Test
    void peopleHearHowFarItIsUntilItEndsAndAChannelThatIsDownHoldsNothingUp() throws Exception {
        try (WebServer chat = new WebServer(asked -> Answer.of(asked.path().equals("/status") ? 500 : 200, ""));
                Scene scene = new Scene(folder, "add-email", Map.of())) {
            edit(scene.plan.path().resolve("plan.yaml"), "    every: 15m\n", "    every: 2s\n");
            edit(scene.plan.path().resolve("plan.yaml"), "  data:\n    within: 45m\n", SLOW);
            edit(
                    scene.plan.path().resolve("environments/demo.yaml"),
                    "(?s)(chat:\\s+url: )\"[^\"]*\"",
                    "$1\"" + chat.url() + "\"");
            scene.arm();
            scene.migrate();
            String rollback = scene.fire("add-email");

            JsonNode end = scene.watch().untilOver(rollback);

            assertThat(end.path("state").asText()).isEqualTo("ROLLED_BACK");
            List<String> updates = updates(chat);
            assertThat(updates).hasSizeGreaterThanOrEqualTo(2);
            assertThat(updates).anySatisfy(text -> assertThat(text).contains("Take some time", "steps done"));
            assertThat(end.toString()).contains("not sent yet, and tried again beside the rollback");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(scene.server
                                    .read("olga", "/api/rollbacks/" + rollback + "/ledger")
                                    .toString())
                            .contains("MESSAGE_FAILED")
                            .contains("warning, not sent after 4 tries"));
            int told = updates(chat).size();
            await().pollDelay(Duration.ofSeconds(4)).until(() -> true);
            assertThat(updates(chat)).as("nothing after the end").hasSize(told);
        }
    }

    private static final String SLOW = """
              data:
                within: 45m
                steps:
                  - name: Take some time
                    uses: command/run
                    activity: set-data-aside
                    with: {host: todo-host, shell: true, argv: ["sleep 7"], probe: ["false"]}
            """;

    private static List<String> updates(WebServer chat) {
        return chat.asked().stream()
                .filter(asked -> asked.path().equals("/engineering"))
                .map(WebServer.Asked::body)
                .filter(text -> text.contains(" Now: "))
                .toList();
    }

    private static void edit(Path file, String from, String to) throws Exception {
        String text = Files.readString(file);
        String edited = text.replaceFirst(from, to);
        assertThat(edited).isNotEqualTo(text);
        Files.writeString(file, edited);
    }
}
