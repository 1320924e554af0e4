package dev.sternway.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.plan.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MomentTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void saysWhatIsSetAsideHowItGrowsAndUntilWhenItIsSafe() {
        Moment before = at(NOON.minusSeconds(120), 192);

        assertThat(at(NOON, 214).text(Moment.parse(before.mark())))
                .isEqualTo("Level 2: full data rollback now: 214 rows set aside, growing 11/min;"
                        + " latest safe decision 14:32 UTC (as of 12:00:00 UTC)");
    }

    @Test
    void saysNothingOfGrowthTheFirstTimeOrAfterAnotherLevel() {
        Moment other = new Moment(Level.L3, OptionalLong.of(1), "", NOON.minusSeconds(60), Optional.empty());

        assertThat(at(NOON, 214).text(Optional.empty())).doesNotContain("grow");
        assertThat(at(NOON, 214).text(Optional.of(other))).doesNotContain("grow");
        assertThat(at(NOON, 214).text(Optional.of(at(NOON.minusSeconds(30), 214))))
                .contains(", not growing;");
        assertThat(Moment.parse("")).isEmpty();
    }

    @Test
    void saysWhenItCouldNotCountAndWhenItIsTooLate() {
        Moment uncounted = new Moment(
                Level.L3,
                OptionalLong.empty(),
                "could not be counted in 2 s",
                NOON,
                Optional.of(NOON.minus(Duration.ofMinutes(5))));

        assertThat(uncounted.text(Moment.parse(uncounted.mark())))
                .contains("could not be counted in 2 s", "latest safe decision 11:55 UTC (over)");
    }

    @Test
    void drawsValuesFromTheLeastToTheGreatest() {
        assertThat(Sparkline.of(List.of(0.0, 0.5, 1.0))).isEqualTo("▁▅█ 0 to 1");
        assertThat(Sparkline.of(List.of(2.5, 2.5))).isEqualTo("▁▁ 2.5 to 2.5");
        assertThat(Sparkline.of(List.of(1.0))).isEmpty();
    }

    private static Moment at(Instant when, long rows) {
        return new Moment(
                Level.L2, OptionalLong.of(rows), "", when, Optional.of(Instant.parse("2026-11-21T14:32:00Z")));
    }
}
