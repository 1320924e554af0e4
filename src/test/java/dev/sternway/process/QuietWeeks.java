package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.run.watching.Verdicts;
import dev.sternway.watch.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/** A trigger that is quiet, fires once and is quiet again, and what is left of its verdicts. */
final class QuietWeeks {
    private QuietWeeks() {}

    static void leaveAVerdictAnHourAndEverythingThatLedToAFiring(Verdicts verdicts, String guard) {
        Instant first = Instant.parse("2026-01-01T00:00:00Z");
        for (int minute = 0; minute < 600; minute++) {
            Verdict.Outcome outcome = minute == 330
                    ? Verdict.Outcome.FIRED
                    : minute % 100 == 99 ? Verdict.Outcome.NEAR_MISS : Verdict.Outcome.QUIET;
            verdicts.add(
                    guard,
                    new Verdict(
                            "by-itself",
                            first.plusSeconds(60L * minute),
                            "q",
                            OptionalDouble.of(minute),
                            "> 1000",
                            outcome,
                            minute + " is fine"));
        }

        long gone = verdicts.condense(first.plus(Duration.ofMinutes(600)));

        List<Verdict> left = verdicts.recent(guard, "by-itself", 1000);
        assertThat(gone).isEqualTo(600 - left.size()).isGreaterThan(400);
        assertThat(verdicts.condense(first.plus(Duration.ofMinutes(600)))).isZero();
        assertThat(left)
                .filteredOn(it -> it.outcome() == Verdict.Outcome.NEAR_MISS)
                .hasSize(6);
        assertThat(left)
                .filteredOn(it ->
                        it.at().isAfter(first.plusSeconds(60 * 270)) && it.at().isBefore(first.plusSeconds(60 * 331)))
                .as("the hour before it fired")
                .hasSize(60);
        assertThat(left)
                .filteredOn(it -> it.at().isAfter(first.plusSeconds(60 * 539)))
                .hasSize(60);
        assertThat(left.get(0).why()).isEqualTo("59 is fine; one of 60 since 2026-01-01T00:00:00Z, from 0.0 to 59.0");
        verdicts.condense(first.plus(Duration.ofDays(200)));
        assertThat(verdicts.recent(guard, "by-itself", 1000)).isEmpty();
    }
}
