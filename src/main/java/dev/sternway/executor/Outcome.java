package dev.sternway.executor;

import dev.sternway.base.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How a step's run or verification ended. */
public sealed interface Outcome {
    /** @param evidence short facts for the receipt and the report: counts, digests, names; never secrets, never rows */
    record Done(Map<String, String> evidence) implements Outcome {}

    /** It will not do this, and trying again will not help; nothing was changed. */
    record Refused(Problem problem) implements Outcome {}

    /**
     * @param retryable whether the same call may succeed later
     * @param after when it was asked to come back: not sooner than after so long
     */
    record Failed(Problem problem, boolean retryable, Optional<Duration> after) implements Outcome {
        public Failed(Problem problem, boolean retryable) {
            this(problem, retryable, Optional.empty());
        }
    }

    /** An outcome on its way up: it ends the step wherever it is thrown. */
    final class Thrown extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Outcome outcome;

        private Thrown(Outcome outcome, Problem problem) {
            super(problem.toString());
            this.outcome = outcome;
        }

        public static Thrown of(Failed outcome) {
            return new Thrown(outcome, outcome.problem());
        }

        public static Thrown of(Refused outcome) {
            return new Thrown(outcome, outcome.problem());
        }

        public Outcome outcome() {
            return outcome;
        }

        /** Trying again may help. */
        public static Thrown failed(String code, String what, String where, String next) {
            Problem problem = new Problem(code, what, where, next);
            return new Thrown(new Failed(problem, true), problem);
        }

        /** Trying again may help, not sooner than after so long. */
        public static Thrown later(Problem problem, Duration after) {
            return new Thrown(new Failed(problem, true, Optional.of(after)), problem);
        }

        /** Trying again will not help; nothing was changed. */
        public static Thrown refused(String code, String what, String where, String next) {
            Problem problem = new Problem(code, what, where, next);
            return new Thrown(new Refused(problem), problem);
        }
    }

    static Outcome done() {
        return new Done(Map.of());
    }

    static Outcome done(Map<String, String> evidence) {
        return new Done(evidence);
    }

    static Outcome refused(String code, String what, String where, String next) {
        return new Refused(new Problem(code, what, where, next));
    }

    static Outcome failed(String code, String what, String where, String next) {
        return new Failed(new Problem(code, what, where, next), true);
    }
}
