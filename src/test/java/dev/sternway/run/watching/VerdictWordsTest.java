package dev.sternway.run.watching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.plan.Plan;
import dev.sternway.plan.Trigger;
import dev.sternway.plan.yaml.PlanReader;
import dev.sternway.watch.Sample;
import dev.sternway.watch.TriggerState;
import dev.sternway.watch.Verdict;
import dev.sternway.watch.condition.Condition;
import dev.sternway.watch.condition.Rule;
import dev.sternway.watch.condition.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What somebody reads at 3 a.m. of what the triggers saw. */
class VerdictWordsTest {
    private static final Instant START = Instant.parse("2026-12-01T02:00:00Z");

    private static Plan plan;

    @BeforeAll
    static void read() throws IOException {
        String file = "plans/add-email/plan.yaml";
        plan = PlanReader.read(file, Files.readAllBytes(Path.of(file))).plan().orElseThrow();
    }

    @Test
    void sharesArePercentAndHealthIsAnAnswerNotANumber() {
        assertThat(said("api-errors", new Sample.Value(0.14)))
                .isEqualTo("“More than 10 % of requests end in an error” is breached, not for long enough yet:"
                        + " 14% is above 10%, for 0s of the 5s that it takes.");
        assertThat(said("api-errors", new Sample.Value(0.0123)))
                .isEqualTo("“More than 10 % of requests end in an error” is quiet: 1.23% is not above 10%.");
        assertThat(said("health", new Sample.Value(1))).isEqualTo("“The health check fails” is quiet: it answers.");
        assertThat(said("health", new Sample.Value(0)))
                .isEqualTo("“The health check fails” is breached, not for long enough yet:"
                        + " it does not answer as it should, for 0s of the 1m that it takes.");
        assertThat(said("users-without-role", new Sample.Value(0)))
                .isEqualTo("“Users lost their role” is quiet: 0 is not above 0.");
        assertThat(said("users-without-role", new Sample.Value(25544)))
                .isEqualTo("“Users lost their role” fired: 25,544 is above 0.");
    }

    @Test
    void whatIsMissingIsSaidOnce() {
        assertThat(said("api-errors", new Sample.NoTraffic()))
                .isEqualTo("“More than 10 % of requests end in an error” has no traffic:"
                        + " there was no traffic to judge by.");
        assertThat(said("users-without-role", new Sample.None()))
                .isEqualTo("“Users lost their role” needs a person to look: the source gave no number.");
        assertThat(said("api-errors", new Sample.Down("connection refused")))
                .isEqualTo("“More than 10 % of requests end in an error” gets no answer: connection refused.");
    }

    @Test
    void numbersThatDifferNeverLookAlikeAndTheUsualIsNamed() {
        assertThat(Condition.parse("> 10%")
                        .judge(0.1000001, OptionalDouble.empty())
                        .why())
                .isEqualTo("10.00001% is above 10%");
        assertThat(Condition.parse("> baseline + 50%")
                        .judge(1200, OptionalDouble.of(400), Unit.MILLIS)
                        .why())
                .isEqualTo("1,200 ms is above 600 ms (usual is 400 ms)");
        assertThat(Condition.parse("> baseline + 50%")
                        .judge(7, OptionalDouble.empty())
                        .why())
                .isEqualTo("7 cannot be judged, because it is not known yet what is usual");
    }

    @Test
    void rulesAreSentences() {
        assertThat(List.of("api-errors", "health", "users-without-role", "sign-up-broken").stream()
                        .map(VerdictWordsTest::trigger)
                        .map(VerdictWords::rule))
                .containsExactly(
                        "Fires when above 10% for 5s",
                        "Fires when it does not answer as it should for 1m",
                        "Fires when above 0",
                        "Fires when it is reported");
    }

    private static String said(String id, Sample sample) {
        Trigger trigger = trigger(id);
        Verdict verdict = TriggerState.FRESH
                .next(trigger, Rule.of(trigger), "asked", sample, START)
                .verdict();
        return VerdictWords.sentence(plan, verdict);
    }

    private static Trigger trigger(String id) {
        return VerdictWords.trigger(plan, id).orElseThrow();
    }
}
