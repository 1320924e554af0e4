package dev.sternway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.testing.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed in the middle of the data phase, of a message and of the end of a pause. */
class KillTest {
    private static final String LAST_WORD = "Thank you for your patience.";
    private static final int TRIES = 4;

    @TempDir
    private Path folder;

    @Test
    void everythingGoesOnAfterAKillNoStepRunsTwiceAtOnceAndNothingIsSaidForEver() throws Exception {
        try (Outside outside = new Outside();
                Scene scene = new Scene(folder, "add-email", Map.of("CI_TOKEN", "t"))) {
            Path diary = folder.resolve("diary.txt");
            slowStep(scene.plan.path().resolve("plan.yaml"), diary);
            outside.appearIn(scene.plan.path());
            String guard = scene.arm();
            scene.migrate();
            String rollback = scene.fire("add-email");
            Awaitility.await().atMost(Duration.ofSeconds(150)).until(() -> {
                scene.desk.attend();
                return Files.exists(diary);
            });
            outside.isSilentAt("/engineering");
            Awaitility.await().atMost(Patience.ENOUGH).until(() -> outside.keepsWaiting("/engineering"));

            scene.restart();
            outside.isSilentAt("/enable", "/status");
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

            Awaitility.await()
                    .atMost(Patience.ENOUGH)
                    .until(() -> outside.keepsWaiting("/enable") && outside.keepsWaiting("/status"));
            scene.restart();
            int before = outside.said(LAST_WORD).size();
            outside.isSilentAt();
            Awaitility.await()
                    .atMost(Patience.ENOUGH)
                    .until(() -> scene.server
                            .ask(Optional.of("admin"), "GET", "/api/ledger?run=" + guard, "", Map.of())
                            .text()
                            .contains("LEASE_ENDED"));
            assertThat(outside.enabled()).as("the job runs again").isTrue();
            assertThat(outside.asked("/enable"))
                    .as("it had arrived, so it is not sent again")
                    .isEqualTo(1);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .untilAsserted(() -> assertThat(outside.said(LAST_WORD)).hasSizeBetween(before + 1, TRIES));
            assertThat(outside.said("Sent again"))
                    .as("at most one was on its way at each kill")
                    .hasSizeLessThanOrEqualTo(2);
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
