package dev.sternway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed in the middle of the data phase. */
class KillTest {
    @TempDir
    private Path folder;

    @Test
    void theRollbackGoesOnAfterAKillAndNoStepRunsTwiceAtOnce() throws Exception {
        try (Scene scene = new Scene(folder, "add-email", Map.of())) {
            Path diary = folder.resolve("diary.txt");
            slowStep(scene.plan.path().resolve("plan.yaml"), diary);
            scene.arm();
            scene.migrate();
            String rollback = scene.fire("add-email");
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                scene.desk.attend();
                return Files.exists(diary);
            });

            scene.restart();
            JsonNode end = scene.watch().untilOver(rollback);

            assertThat(end.path("state").asText()).isEqualTo("ROLLED_BACK");
            List<String> lines = Files.readAllLines(diary);
            assertThat(lines)
                    .as("begun, killed, begun again, ended: never two at once")
                    .hasSize(3);
            assertThat(lines.get(0)).startsWith("begin");
            assertThat(lines.get(1)).startsWith("begin");
            assertThat(lines.get(2)).startsWith("end").endsWith(lines.get(1).substring("begin".length()));
            assertThat(scene.database
                            .asSuperuser()
                            .getConnection()
                            .createStatement()
                            .executeQuery("select 1 from users limit 1")
                            .next())
                    .isTrue();
        }
    }

    /** A command that first takes longer than the test, then is quick; it writes when it begins and ends, and whether its forerunner lives. */
    private static void slowStep(Path plan, Path diary) throws Exception {
        String step = """
                    steps:
                      - name: Take some time
                        uses: command/run
                        activity: set-data-aside
                        with:
                          host: todo-host
                          shell: true
                          argv: ["before=$(cut -d' ' -f2 DIARY); echo begin $$ >> DIARY; if [ -z \\"$before\\" ]; then sleep 600; elif kill -0 $before; then echo both >> DIARY; fi; echo end $$ >> DIARY"]
                          probe: [grep, -q, end, DIARY]
                """.replace("DIARY", diary.toString());
        String text = Files.readString(plan);
        String marker = "  data:\n    within: 45m\n";
        assertThat(text).contains(marker);
        Files.writeString(plan, text.replace(marker, marker + step));
    }
}
