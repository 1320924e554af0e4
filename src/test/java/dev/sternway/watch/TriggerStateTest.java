package dev.sternway.watch;

import static dev.sternway.watch.Verdict.Outcome.BREACHING;
import static dev.sternway.watch.Verdict.Outcome.FIRED;
import static dev.sternway.watch.Verdict.Outcome.NEAR_MISS;
import static dev.sternway.watch.Verdict.Outcome.QUIET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.watch.condition.Baseline;
import dev.sternway.watch.condition.Rule;
import org.junit.jupiter.api.Test;

/** The boundaries of every condition, in words. Evaluations come every 20 s. */
class TriggerStateTest extends Evaluations {
    @Test
    void isQuietWhileNothingIsWrong() {
        assertThat(at(0, GOOD)).isEqualTo(QUIET);
        assertThat(at(3600, GOOD)).isEqualTo(QUIET);
    }

    @Test
    void doesNotBreachAtTheThresholdItselfUnlessItSaysAtLeast() {
        trigger = errors(IGNORE);
        assertThat(at(0, new Sample.Value(0.1))).isEqualTo(NEAR_MISS);

        trigger = Triggers.trigger("breach: '>= 10%'", IGNORE);
        assertThat(at(20, new Sample.Value(0.1))).isEqualTo(FIRED);
    }

    @Test
    void firesWhenTheBreachHasLastedForTheWholeTimeAndNotASecondEarlier() {
        assertThat(at(0, BAD)).isEqualTo(BREACHING);
        assertThat(at(59, BAD)).isEqualTo(BREACHING);
        assertThat(at(60, BAD)).isEqualTo(FIRED);
    }

    @Test
    void firesAtOnceWhenThePlanNamesNoTime() {
        trigger = errors(IGNORE);

        assertThat(at(0, BAD)).isEqualTo(FIRED);
    }

    @Test
    void startsTheTimeAnewAfterOneGoodEvaluationAndSaysThatItWasNear() {
        at(0, BAD);
        assertThat(at(50, GOOD)).isEqualTo(NEAR_MISS);
        assertThat(last().why()).contains("before, it was bad for 50s only");

        assertThat(at(60, BAD)).isEqualTo(BREACHING);
        assertThat(at(119, BAD)).isEqualTo(BREACHING);
        assertThat(at(120, BAD)).isEqualTo(FIRED);
    }

    @Test
    void firesOnceUntilItIsArmedAgain() {
        at(0, BAD);
        at(60, BAD);

        assertThat(at(61, BAD)).isEqualTo(BREACHING);
        at(70, GOOD);
        at(80, BAD);
        assertThat(at(140, BAD)).isEqualTo(BREACHING);
        state = TriggerState.FRESH;
        at(210, BAD);
        assertThat(at(270, BAD)).isEqualTo(FIRED);
    }

    @Test
    void firesAgainAMinuteLaterWhenNobodyCouldActOnIt() {
        at(0, BAD);
        assertThat(at(60, BAD)).isEqualTo(FIRED);
        state = state.untaken(START.plusSeconds(120));

        assertThat(at(119, BAD)).isEqualTo(BREACHING);
        assertThat(at(120, BAD)).isEqualTo(FIRED);
    }

    @Test
    void threeOfFiveFiresAtTheThirdBreachAndNotAtTheSecond() {
        trigger = errors("times: 3 of 5", IGNORE);

        assertThat(outcomes(BAD, GOOD, BAD, GOOD)).doesNotContain(FIRED);
        assertThat(at(100, BAD)).isEqualTo(FIRED);
    }

    @Test
    void threeOfFiveForgetsABreachThatIsSixEvaluationsOld() {
        trigger = errors("times: 3 of 5", IGNORE, "unclear: {flapping: ignore}");

        assertThat(outcomes(BAD, BAD, GOOD, GOOD, GOOD, BAD, GOOD)).doesNotContain(FIRED, BREACHING);
        assertThat(at(160, BAD)).isEqualTo(NEAR_MISS);
        assertThat(last().why()).contains("2 of the last 5");
    }

    @Test
    void andNeedsBothOrNeedsOne() {
        trigger = Triggers.trigger("breach: '> 500 and > 600 or < 1'", IGNORE);

        assertThat(at(0, new Sample.Value(550))).isEqualTo(NEAR_MISS);
        assertThat(at(20, new Sample.Value(0.5))).isEqualTo(FIRED);
        state = TriggerState.FRESH;
        assertThat(at(40, new Sample.Value(601))).isEqualTo(FIRED);
    }

    @Test
    void aClockThatStepsForwardAddsNoMoreThanThreeEvaluations() {
        trigger = errors("for: 2m", "every: 20s", IGNORE);
        at(0, BAD);

        assertThat(at(3600, BAD)).isEqualTo(BREACHING);
        assertThat(last().why()).contains("20% is above 10%, for 1m of the 2m that it takes");
        assertThat(at(3659, BAD)).isEqualTo(BREACHING);
        assertThat(at(3660, BAD)).isEqualTo(FIRED);
    }

    @Test
    void aClockThatStepsBackAddsNothingAndBreaksNothing() {
        at(100, BAD);
        assertThat(at(40, BAD)).isEqualTo(BREACHING);
        assertThat(at(99, BAD)).isEqualTo(BREACHING);
        assertThat(at(100, BAD)).isEqualTo(FIRED);
    }

    @Test
    void aRestartDuringTheTimeGoesOnWhereItWas() {
        at(0, BAD);
        at(20, BAD);
        restart();

        assertThat(at(59, BAD)).isEqualTo(BREACHING);
        assertThat(at(60, BAD)).isEqualTo(FIRED);
    }

    @Test
    void aLongPauseCountsAsNoMoreThanThreeEvaluations() {
        trigger = errors("for: 2m", "every: 20s", IGNORE);
        at(0, BAD);
        restart();

        assertThat(at(7200, BAD)).isEqualTo(BREACHING);
        assertThat(at(7260, BAD)).isEqualTo(FIRED);
    }

    @Test
    void aRestartFiresNothingTwice() {
        at(0, BAD);
        at(60, BAD);
        state = TriggerState.after(spoken, trigger, Rule.of(trigger), Baseline.first(), true);

        assertThat(at(120, BAD)).isEqualTo(BREACHING);
    }

    @Test
    void explainsItself() {
        at(0, BAD);
        at(45, BAD);

        assertThat(last().triggerId()).isEqualTo("errors");
        assertThat(last().at()).isEqualTo(START.plusSeconds(45));
        assertThat(last().value()).hasValue(0.2);
        assertThat(last().rule()).isEqualTo("> 10% for 1m");
        assertThat(last().why()).isEqualTo("20% is above 10%, for 45s of the 1m that it takes");
    }
}
