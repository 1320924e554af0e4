package dev.sternway.executor.http;

import dev.sternway.base.DurationText;
import dev.sternway.base.Problem;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.shell.Shell;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a service again and again until it answers as expected.
 *
 * @param within how long to keep trying
 * @param every pause between two tries
 * @param inARow so many answers, one after the other, have to be as expected
 */
public record Asking(HttpCall call, Expectation expected, Duration within, Duration every, int inARow) {
    private static final Duration LEAST = Duration.ofSeconds(1);

    /**
     * How it ended.
     *
     * @param unmet what the last answer lacked; blank when all is well
     * @param notLetIn why the last answer was no answer: the service wants to know who asks, or does not let them
     */
    public record Ended(String unmet, int tries, Optional<Problem> notLetIn) {
        public boolean well() {
            return unmet.isEmpty();
        }

        /** A log-in that is refused after all tries is refused again; anything else may pass. */
        public Outcome outcome(String code, String what, String where, String next) {
            return notLetIn.<Outcome>map(problem -> new Outcome.Failed(problem, false))
                    .orElseGet(() -> Outcome.failed(code, what, where, next));
        }
    }

    private record Try(String unmet, Optional<Problem> notLetIn) {}

    public Ended until(StepContext context) throws InterruptedException, StepContext.LeaseLost {
        long start = System.nanoTime();
        String before = "";
        int well = 0;
        for (int tries = 1; ; tries++) {
            context.stillMine();
            Try last = tried(context, within.minusNanos(System.nanoTime() - start));
            String unmet = last.unmet();
            well = unmet.isEmpty() ? well + 1 : 0;
            if (well >= inARow) {
                return new Ended("", tries, Optional.empty());
            }
            if (!unmet.isEmpty() && !unmet.equals(before)) {
                context.print(unmet);
                before = unmet;
            }
            if (within.minusNanos(System.nanoTime() - start).compareTo(every) <= 0) {
                String few = "well only " + well + " times in a row, expected " + inARow
                        + (before.isEmpty() ? "" : "; before: " + before);
                return new Ended(
                        (unmet.isEmpty() ? few : unmet) + "; asked " + tries + " times in "
                                + DurationText.format(within),
                        tries,
                        last.notLetIn());
            }
            context.work().pause(every);
        }
    }

    /** What the answer lacks, now; blank when nothing. */
    public String once(StepContext context) throws InterruptedException {
        return tried(context, call.timeout()).unmet();
    }

    private Try tried(StepContext context, Duration left) throws InterruptedException {
        Duration atLeast = left.compareTo(LEAST) < 0 ? LEAST : left;
        Duration timeout = atLeast.compareTo(call.timeout()) > 0 ? call.timeout() : atLeast;
        HttpCall timed = new HttpCall(call.target(), call.method(), call.path(), call.headers(), call.body(), timeout);
        try {
            HttpAnswer answer = timed.send(context);
            return new Try(
                    String.join("; ", expected.unmet(answer)),
                    expected.statusFits(answer.status()) ? Optional.empty() : NotLetIn.problem(call, answer, context));
        } catch (IOException silent) {
            return new Try("no answer: " + silent.getMessage(), Optional.empty());
        }
    }

    /** Commands that fail unless the answers become as expected in time. */
    public String inShell(HttpInShell said) {
        return """
                wanted() {
                %s
                %s
                }
                deadline=$(($(date +%%s) + %d))
                well=0
                while [ "$well" -lt %d ]; do
                    if wanted; then well=$((well + 1)); else well=0; fi
                    [ "$well" -lt %d ] || break
                    [ "$(date +%%s)" -lt "$deadline" ] || return 1
                    sleep %d
                done""".formatted(
                        Shell.indented(said.send(" || return 1")),
                        Shell.indented(HttpInShell.meets(expected, " || return 1")),
                        within.toSeconds(),
                        inARow,
                        inARow,
                        Math.max(1, every.toSeconds()));
    }
}
