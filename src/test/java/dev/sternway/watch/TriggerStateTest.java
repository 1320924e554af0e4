package dev.sternway.watch;

import static dev.sternway.watch.Verdict.Outcome.ASK;
import static dev.sternway.watch.Verdict.Outcome.BREACHING;
import static dev.sternway.watch.Verdict.Outcome.FIRED;
import static dev.sternway.watch.Verdict.Outcome.NO_DATA;
import static dev.sternway.watch.Verdict.Outcome.QUIET;
import static dev.sternway.watch.Verdict.Outcome.SOURCE_DOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.plan.Trigger;
import dev.sternway.plan.Trigger.NoData;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TriggerStateTest {
    private static final Instant START = Instant.parse("2026-12-01T02:00:00Z");
    private static final Sample BAD = new Sample.Value(0.2);
    private static final Sample GOOD = new Sample.Value(0.05);
    private static final Sample NONE = new Sample.None();
    private static final Sample DOWN = new Sample.Down("connection refused");

    private TriggerState state = TriggerState.FRESH;
    private Trigger trigger = Triggers.trigger("> 10%", Duration.ofSeconds(60), NoData.IGNORE);

    @Test
    void isQuietWhileNothingIsWrong() {
        assertThat(at(0, GOOD).outcome()).isEqualTo(QUIET);
        assertThat(at(3600, GOOD).outcome()).isEqualTo(QUIET);
    }

    @Test
    void firesWhenTheBreachHasLastedForTheWholeTimeAndNotASecondEarlier() {
        assertThat(at(0, BAD).outcome()).isEqualTo(BREACHING);
        assertThat(at(59, BAD).outcome()).isEqualTo(BREACHING);
        assertThat(at(60, BAD).outcome()).isEqualTo(FIRED);
    }

    @Test
    void firesAtOnceWhenThePlanNamesNoTime() {
        trigger = Triggers.trigger("> 10%", Duration.ZERO, NoData.IGNORE);

        assertThat(at(0, BAD).outcome()).isEqualTo(FIRED);
    }

    @Test
    void startsTheTimeAnewAfterOneGoodEvaluation() {
        at(0, BAD);
        at(50, GOOD);

        assertThat(at(60, BAD).outcome()).isEqualTo(BREACHING);
        assertThat(at(119, BAD).outcome()).isEqualTo(BREACHING);
        assertThat(at(120, BAD).outcome()).isEqualTo(FIRED);
    }

    @Test
    void firesOnceUntilItIsArmedAgain() {
        at(0, BAD);
        at(60, BAD);

        assertThat(at(61, BAD).outcome()).isEqualTo(BREACHING);
        at(70, GOOD);
        at(80, BAD);
        assertThat(at(200, BAD).outcome()).isEqualTo(BREACHING);
        state = TriggerState.FRESH;
        at(210, BAD);
        assertThat(at(270, BAD).outcome()).isEqualTo(FIRED);
    }

    @Test
    void leavesTheTimeAsItIsWhenNoDataIsToBeIgnored() {
        at(0, BAD);

        assertThat(at(30, NONE).outcome()).isEqualTo(NO_DATA);
        assertThat(at(45, DOWN).outcome()).isEqualTo(SOURCE_DOWN);
        assertThat(at(60, NONE).outcome()).as("no data never fires").isEqualTo(NO_DATA);
        assertThat(at(61, BAD).outcome()).isEqualTo(FIRED);
    }

    @Test
    void asksAPersonWhenThePlanSaysSoOrNothing() {
        trigger = Triggers.trigger("> 10%", Duration.ofSeconds(60), NoData.ASK);

        assertThat(at(0, NONE).outcome()).isEqualTo(ASK);
        assertThat(at(1, DOWN).why()).isEqualTo("connection refused");
        assertThat(at(1, DOWN).outcome()).isEqualTo(ASK);
    }

    @Test
    void countsSilenceAsABreachWhenThePlanSaysSo() {
        trigger = Triggers.trigger("> 10%", Duration.ofSeconds(60), NoData.BREACH);

        assertThat(at(0, NONE).outcome()).isEqualTo(BREACHING);
        assertThat(at(30, DOWN).outcome()).isEqualTo(BREACHING);
        assertThat(at(60, BAD).outcome()).isEqualTo(FIRED);
    }

    @Test
    void measuresAgainstTheFirstValueItSaw() {
        trigger = Triggers.trigger("> baseline + 50%", Duration.ZERO, NoData.IGNORE);
        at(0, NONE);
        at(1, new Sample.Value(200));

        assertThat(at(2, new Sample.Value(300)).outcome()).isEqualTo(QUIET);
        assertThat(at(3, new Sample.Value(301)).outcome()).isEqualTo(FIRED);
    }

    @Test
    void explainsItself() {
        at(0, BAD);
        Verdict verdict = at(45, BAD);

        assertThat(verdict.triggerId()).isEqualTo("errors");
        assertThat(verdict.at()).isEqualTo(START.plusSeconds(45));
        assertThat(verdict.value()).hasValue(0.2);
        assertThat(verdict.rule()).isEqualTo("> 10% for 1m");
        assertThat(verdict.why()).isEqualTo("0.2 is a breach, held for 45 s of 60 s");
    }

    private Verdict at(long seconds, Sample sample) {
        TriggerState.Next next = state.next(trigger, "GET /metrics", sample, START.plusSeconds(seconds));
        state = next.state();
        return next.verdict();
    }
}
