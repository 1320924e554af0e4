package dev.sternway.watch;

import static dev.sternway.watch.Verdict.Outcome.FIRED;
import static dev.sternway.watch.Verdict.Outcome.LEARNING;
import static dev.sternway.watch.Verdict.Outcome.NEAR_MISS;
import static dev.sternway.watch.Verdict.Outcome.QUIET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.watch.condition.Baseline;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What is measured against what was usual. */
class BaselineTest extends Evaluations {
    @Test
    void measuresAgainstTheFirstValueItSaw() {
        trigger = Triggers.trigger("breach: '> baseline + 50%'", IGNORE);
        at(0, NONE);
        at(1, new Sample.Value(200));

        assertThat(at(2, new Sample.Value(300))).isEqualTo(NEAR_MISS);
        assertThat(at(3, new Sample.Value(301))).isEqualTo(FIRED);
    }

    @Test
    void learnsItsBaselineOverAWindowAndFiresOnWhatIsAbsoluteMeanwhile() {
        trigger = Triggers.trigger("breach: '> 1000 or > baseline + 50%'", IGNORE);
        state = TriggerState.with(new Baseline(List.of(), START.plusSeconds(60), 3, OptionalDouble.empty()));

        assertThat(outcomes(new Sample.Value(100), new Sample.Value(200))).containsOnly(LEARNING);
        assertThat(at(60, new Sample.Value(150))).isEqualTo(QUIET);
        assertThat(at(80, new Sample.Value(226))).as("the mean is 150").isEqualTo(FIRED);
        state = TriggerState.with(new Baseline(List.of(), START.plusSeconds(1000), 3, OptionalDouble.empty()));
        assertThat(at(100, new Sample.Value(1001))).isEqualTo(FIRED);
    }

    @Test
    void takesTheHigherOfNowAndLastWeek() {
        trigger = Triggers.trigger("breach: '> baseline + 50%'", IGNORE);
        state = TriggerState.with(new Baseline(List.of(100.0), START, 1, OptionalDouble.of(200)));

        assertThat(at(0, new Sample.Value(290))).isEqualTo(NEAR_MISS);
        assertThat(at(20, new Sample.Value(301))).isEqualTo(FIRED);
    }

    @Test
    void aNoisySeriesFiresOnlyWhenItIsWorseByMoreThanChanceAndByEnough() {
        trigger = Triggers.trigger("statistics: {worse: above, significance: 1%, effect: 0.5, points: 8}", IGNORE);
        Baseline usual = new Baseline(
                List.of(100.0, 130.0, 90.0, 110.0, 120.0, 95.0, 105.0, 125.0), START, 8, OptionalDouble.empty());
        state = TriggerState.with(usual);
        assertThat(series(101, 128, 92, 111, 119, 97, 104, 131)).doesNotContain(FIRED);

        state = TriggerState.with(usual);
        assertThat(series(160, 150, 170, 155, 165, 149, 158))
                .as("one point is missing")
                .doesNotContain(FIRED);
        assertThat(at(1000, new Sample.Value(162))).isEqualTo(FIRED);
        assertThat(last().why()).contains("worse than the", "usual ones (chance alone does this with", "effect 1.00");
    }
}
