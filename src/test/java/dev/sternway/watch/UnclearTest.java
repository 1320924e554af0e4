package dev.sternway.watch;

import static dev.sternway.watch.Verdict.Outcome.ASK;
import static dev.sternway.watch.Verdict.Outcome.BREACHING;
import static dev.sternway.watch.Verdict.Outcome.FIRED;
import static dev.sternway.watch.Verdict.Outcome.NO_DATA;
import static dev.sternway.watch.Verdict.Outcome.NO_NUMBER;
import static dev.sternway.watch.Verdict.Outcome.NO_TRAFFIC;
import static dev.sternway.watch.Verdict.Outcome.SOURCE_DOWN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Answers without a usable number, and numbers that come and go. */
class UnclearTest extends Evaluations {
    @Test
    void leavesTheTimeAsItIsWhenNoDataIsToBeIgnored() {
        at(0, BAD);

        assertThat(at(30, NONE)).isEqualTo(NO_DATA);
        assertThat(at(45, DOWN)).isEqualTo(SOURCE_DOWN);
        assertThat(at(60, NONE)).as("no data never fires").isEqualTo(NO_DATA);
        assertThat(at(61, BAD)).isEqualTo(FIRED);
    }

    @Test
    void asksAPersonWhenThePlanSaysSoOrNothing() {
        trigger = errors(MINUTE);

        assertThat(at(0, NONE)).isEqualTo(ASK);
        assertThat(at(1, DOWN)).isEqualTo(ASK);
        assertThat(last().why()).isEqualTo("connection refused");
    }

    @Test
    void tellsNoDataNaNNoTrafficAndDownApart() {
        trigger = errors(MINUTE, "no-data: ignore", "unclear: {nan: ask, no-traffic: ignore, source-down: breach}");

        assertThat(at(0, NONE)).isEqualTo(NO_DATA);
        assertThat(at(20, new Sample.Value(Double.NaN))).isEqualTo(ASK);
        assertThat(at(40, new Sample.NoTraffic())).isEqualTo(NO_TRAFFIC);
        assertThat(at(60, DOWN)).isEqualTo(BREACHING);
        trigger = errors(IGNORE);
        assertThat(at(80, new Sample.Value(Double.POSITIVE_INFINITY))).isEqualTo(NO_NUMBER);
    }

    @Test
    void countsSilenceAsABreachWhenThePlanSaysSo() {
        trigger = errors(MINUTE, "no-data: breach");

        assertThat(at(0, NONE)).isEqualTo(BREACHING);
        assertThat(at(30, DOWN)).isEqualTo(BREACHING);
        assertThat(at(60, BAD)).isEqualTo(FIRED);
    }

    @Test
    void saysThatItFlapsAtTheFourthChangeOfTen() {
        assertThat(outcomes(GOOD, BAD, GOOD, BAD)).doesNotContain(ASK);
        assertThat(at(100, GOOD)).isEqualTo(ASK);
        assertThat(last().why()).contains("it comes and goes");
    }

    @Test
    void flappingThatCountsAsABreachKeepsTheTime() {
        trigger = errors(MINUTE, IGNORE, "unclear: {flapping: breach}");

        assertThat(outcomes(GOOD, BAD, GOOD, BAD, GOOD, GOOD)).endsWith(BREACHING, BREACHING);
        assertThat(at(140, GOOD)).isEqualTo(FIRED);
    }
}
