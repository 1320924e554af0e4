package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sternway.cli.ServerInProcess;
import dev.sternway.ledger.Receipt;
import dev.sternway.run.close.RollbackView;
import dev.sternway.run.step.Receipts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that say what they come after, on a server that loses its power in the middle of them. */
class InOrderTest {
    @TempDir
    private Path folder;

    @Test
    void independentStepsGoOnWhileOneWaitsForItsPersonAlsoAfterThePowerWasCut() throws Exception {
        String rollback;
        try (ArmedPlans plans = new ArmedPlans(folder, settings())) {
            String guard = plans.arm(Optional.of("olga"), steps());
            rollback = plans.fire(guard, "by-itself");
            plans.task(rollback, "choose-how-to-go-on");
            await().atMost(ArmedPlans.PATIENCE).until(() -> lines().containsAll(List.of("slow", "after quick")));
            assertThat(lines()).doesNotContain("after slow", "after broken");
            plans.cutPower();
        }
        try (ArmedPlans again = new ArmedPlans(folder, settings())) {
            Files.writeString(folder.resolve("go"), "");
            await().atMost(ArmedPlans.PATIENCE).until(() -> lines().contains("after slow"));
            assertThat(lines()).doesNotContain("after broken", "behind all");
            assertThat(order(again, rollback))
                    .containsExactly(
                            "Slow 1 []",
                            "Broken 1 []",
                            "After broken 2 [Broken]",
                            "Quick 1 []",
                            "After quick 2 [Quick]",
                            "After slow 2 [Slow]",
                            "Behind all 3 [After broken, After slow]");

            again.complete(
                    again.task(rollback, "choose-how-to-go-on"),
                    "olga",
                    Map.of("stepChoice", "SKIP", "skipReason", "not needed"));
            await().atMost(ArmedPlans.PATIENCE).until(() -> lines().contains("behind all"));
            assertThat(lines()).containsSubsequence("after broken", "behind all");
            assertThat(lines()).filteredOn("quick"::equals).hasSize(1);
            assertThat(lines()).filteredOn("slow"::equals).as("its worker died").hasSize(2);
            assertThat(again.bean(Receipts.class).of(rollback))
                    .filteredOn(receipt -> receipt.step().equals("Slow"))
                    .extracting(Receipt::state)
                    .containsExactly(Receipt.State.UNKNOWN, Receipt.State.DONE);
        }
    }

    @Test
    void anAbortStopsAllThatRunsBesideIt() throws Exception {
        try (ArmedPlans plans = new ArmedPlans(folder, settings())) {
            String guard = plans.arm(Optional.of("olga"), steps());
            String rollback = plans.fire(guard, "by-itself");
            await().atMost(ArmedPlans.PATIENCE).until(() -> lines().contains("slow"));
            plans.complete(
                    plans.task(rollback, "choose-how-to-go-on"),
                    "olga",
                    Map.of("stepChoice", "ABORT", "skipReason", "wrong plan"));
            await().atMost(ArmedPlans.PATIENCE)
                    .until(() -> plans.rollback(rollback).state().ended());
            Files.writeString(folder.resolve("go"), "");
            assertThat(plans.rollback(rollback).state()).hasToString("ABORTED");
            assertThat(plans.bean(Receipts.class).of(rollback))
                    .extracting(Receipt::state)
                    .as("nothing looks as if it still ran")
                    .doesNotContain(Receipt.State.STARTED);
            assertThat(lines()).doesNotContain("after slow", "after broken");
        }
    }

    private static List<String> order(ArmedPlans server, String rollback) {
        return server.bean(RollbackView.class).phases(rollback).get(0).steps().stream()
                .map(step -> step.name() + " " + step.wave() + " " + step.after())
                .toList();
    }

    private List<String> lines() throws java.io.IOException {
        Path diary = folder.resolve("diary");
        return Files.exists(diary) ? Files.readAllLines(diary) : List.of();
    }

    private Map<String, Object> settings() {
        return ServerInProcess.fileDatabase(folder.resolve("data"));
    }

    private String[] steps() {
        String steps = step("Slow", "echo slow >> DIARY; until [ -e GO ]; do sleep 0.1; done; echo end >> DIARY", "")
                + step("Broken", "false", "")
                + step("After broken", "echo after broken >> DIARY", ", after: [Broken]")
                + step("Quick", "echo quick >> DIARY", "")
                + step("After quick", "echo after quick >> DIARY", ", after: [Quick]")
                + step("After slow", "echo after slow >> DIARY", ", after: [Slow]")
                + step("Behind all", "echo behind all >> DIARY", ", after: [After broken, After slow]");
        return new String[] {
            "    within: 15m\n    steps:\n",
            "    within: 15m\n    steps:\n" + steps,
            "      - {name: Close the door, uses: command/run, with: {host: PLAN-host, argv: [\"true\"], probe: [\"false\"]}}\n",
            ""
        };
    }

    private String step(String name, String command, String after) {
        return "      - {name: " + name
                + ", uses: command/run, retry: {attempts: 1}, with: {host: PLAN-host, shell: true, argv: [\""
                + command.replace("DIARY", folder + "/diary").replace("GO", folder + "/go")
                + "\"], probe: [\"false\"]}" + after + "}\n";
    }
}
