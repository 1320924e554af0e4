package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sternway.ledger.Entry;
import dev.sternway.ledger.Receipt;
import dev.sternway.plan.Level;
import dev.sternway.plan.Plan;
import dev.sternway.run.Runs;
import dev.sternway.run.step.Receipts;
import dev.sternway.run.times.EscalateSlowSteps;
import dev.sternway.run.times.Estimates;
import dev.sternway.run.times.Spread;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What past runs say about a step, and what happens when it takes longer than ever. */
class TimesTest {
    @TempDir
    private Path folder;

    @Test
    void aStepThatRunsMuchLongerThanEverIsEscalatedOnceAndPastRunsMoveTheLatestSafeDecision() throws Exception {
        try (ArmedPlans plans = new ArmedPlans(folder)) {
            String step = "      - {name: Nap, uses: command/run, with: {host: PLAN-host, shell: true, argv: [\"touch "
                    + folder + "/naps; until [ -e " + folder + "/go ]; do sleep 0.1; done\"]}}\n";
            String guard = plans.arm(Optional.of("olga"), "    steps:\n", "    steps:\n" + step);
            Plan plan = plans.bean(Runs.class).get(guard).plan();
            assertThat(plans.bean(Estimates.class).untilItIsBack(plan, Level.L3))
                    .isEmpty();
            for (int run = 1; run <= 10; run++) {
                napped(plans, guard, run);
            }

            assertThat(plans.bean(Estimates.class).of("plan-1"))
                    .containsEntry("Nap", new Spread(Duration.ofSeconds(5), Duration.ofSeconds(9), 10));
            assertThat(plans.bean(Estimates.class).byEnvironment("plan-1")).containsOnlyKeys("test");
            assertThat(plans.bean(Estimates.class).untilItIsBack(plan, Level.L3))
                    .contains(Duration.ofSeconds(9));

            String rollback = plans.fire(guard, "by-itself");
            await().atMost(ArmedPlans.PATIENCE).until(() -> Files.exists(folder.resolve("naps")));
            EscalateSlowSteps slow = plans.bean(EscalateSlowSteps.class);
            Instant now = Instant.now();
            slow.look(now.plusSeconds(3));
            assertThat(plans.ledger(rollback, Entry.Kind.WINDOW_OVERRUN)).isEmpty();
            slow.look(now.plusSeconds(60));
            slow.look(now.plusSeconds(90));
            assertThat(plans.ledger(rollback, Entry.Kind.WINDOW_OVERRUN))
                    .singleElement()
                    .asString()
                    .contains("'Nap' runs for ", "10 runs before took at most 9s; called: devops-lead, leadership");
            Files.writeString(folder.resolve("go"), "");
        }
    }

    @Test
    void fewRunsSayNothingAndShortStepsAreNeverLate() {
        Spread tiny = new Spread(Duration.ofMillis(10), Duration.ofMillis(20), 50);
        Spread few = new Spread(Duration.ofSeconds(10), Duration.ofSeconds(20), 2);
        Spread enough = new Spread(Duration.ofSeconds(10), Duration.ofSeconds(20), 3);

        assertThat(tiny.late(Duration.ofSeconds(9))).isFalse();
        assertThat(tiny.late(Duration.ofSeconds(11))).isTrue();
        assertThat(few.late(Duration.ofHours(1))).isFalse();
        assertThat(enough.late(Duration.ofSeconds(30))).isFalse();
        assertThat(enough.late(Duration.ofSeconds(31))).isTrue();
    }

    private static void napped(ArmedPlans plans, String guard, int seconds) {
        Receipts receipts = plans.bean(Receipts.class);
        Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(600);
        Receipt started = Receipt.started(
                guard,
                "PRESERVATION",
                "SHOW_MAINTENANCE",
                seconds,
                1,
                "Nap",
                "command/run",
                "0",
                "test",
                began,
                Optional.empty());
        receipts.start(started);
        receipts.end(started.ended(Receipt.State.DONE, began.plusSeconds(seconds), Map.of(), "", Optional.empty()));
    }
}
