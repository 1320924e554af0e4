package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sternway.ledger.Entry;
import dev.sternway.run.Rollback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People answer what waits for them without a browser. */
class FromATerminalTest {
    @TempDir
    private Path folder;

    private record Said(int exit, String text) {}

    @Test
    void whatWaitsIsShownDecidedTriedAgainSkippedAndApproved() throws Exception {
        try (ArmedPlans plans = new ArmedPlans(folder)) {
            String guard = plans.arm(Optional.empty(), "[\"true\"]", "[test, -e, " + folder.resolve("never") + "]");
            String rollback = plans.fire(guard, "by-people");
            plans.task(rollback, "decide-what-to-do");

            assertThat(say(plans, "tasks", rollback).text())
                    .contains("Decide what to do", rollback, "Recommended: ", "Environment: test");
            assertThat(say(plans, "tasks", "rollback-none").text()).contains("Nothing waits for you.");
            assertThat(say(plans, "decide", rollback)).satisfies(it -> refused(it, "SW-0907"));
            assertThat(say(plans, "decide", rollback, "--level", "back", "--yes"))
                    .satisfies(it -> refused(it, "SW-0908"));
            assertThat(say(plans, "retry", rollback, "--yes")).satisfies(it -> refused(it, "SW-0905"));
            plans.task(rollback, "decide-what-to-do");

            assertThat(say(plans, "decide", rollback, "--level", "code-only", "--note", "sign-up", "--yes"))
                    .isEqualTo(new Said(0, "Decide what to do: Decide CODE_ONLY. Done.\n"));
            String first = plans.task(rollback, "choose-how-to-go-on").getId();
            assertThat(say(plans, "retry", first, "--yes").text()).contains("Run Close the door again. Done.");
            await().atMost(ArmedPlans.PATIENCE)
                    .until(() ->
                            !plans.task(rollback, "choose-how-to-go-on").getId().equals(first));
            assertThat(say(plans, "skip", rollback, "--yes").exit()).isEqualTo(2);
            assertThat(say(plans, "skip", rollback, "--reason", "the door is gone", "--yes")
                            .exit())
                    .isZero();
            plans.task(rollback, "confirm-rollback");
            assertThat(say(plans, "approve", rollback, "--yes").exit()).isZero();

            await().atMost(ArmedPlans.PATIENCE)
                    .until(() -> plans.rollback(rollback).state() == Rollback.State.ROLLED_BACK);
            assertThat(plans.ledger(rollback, Entry.Kind.STEP_CHOICE))
                    .hasSize(2)
                    .allMatch(text -> text.startsWith("admin chose"))
                    .last()
                    .asString()
                    .contains("SKIP", "the door is gone");
        }
    }

    private static void refused(Said said, String code) {
        assertThat(said.exit()).as(said.text()).isEqualTo(2);
        assertThat(said.text()).contains(code).doesNotContain("\tat ");
    }

    private static Said say(ArmedPlans plans, String... words) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sternway.Sternway"));
        line.addAll(List.of(words));
        line.addAll(List.of("--server", "http://localhost:" + plans.port()));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().put("STERNWAY_PASSWORD", "admin");
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }
}
