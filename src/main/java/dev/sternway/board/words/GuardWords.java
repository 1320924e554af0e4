package dev.sternway.board.words;

import dev.sternway.plan.Trigger;
import dev.sternway.run.Guard;
import dev.sternway.watch.Verdict;

/** How the pages say where a guard and its triggers stand. */
public final class GuardWords {
    private GuardWords() {}

    public static String state(Guard.State state) {
        return switch (state) {
            case REVIEW -> "In review";
            case ARMING -> "Being armed";
            case APPROVAL -> "Rehearsed, waits for approval";
            case ARMED -> "Armed";
            case NOT_ARMED -> "Not armed";
            case RELEASED -> "Released: the release stays";
            case DISARMED -> "Disarmed";
            case EXPIRED -> "Expired";
            case ROLLING_BACK -> "Rolling back";
            case ROLLED_BACK -> "Rolled back";
        };
    }

    public static Tone tone(Guard.State state) {
        return switch (state) {
            case ARMED, ROLLED_BACK, RELEASED -> Tone.DONE;
            case REVIEW, APPROVAL -> Tone.ASKED;
            case ARMING, ROLLING_BACK -> Tone.RUNNING;
            case NOT_ARMED -> Tone.FAILED;
            case DISARMED, EXPIRED -> Tone.SKIPPED;
        };
    }

    public static Tone tone(Verdict.Outcome outcome) {
        return switch (outcome) {
            case QUIET -> Tone.DONE;
            case LEARNING -> Tone.RUNNING;
            case NEAR_MISS, NO_TRAFFIC, ASK, NO_DATA, NO_NUMBER, SOURCE_DOWN -> Tone.ASKED;
            case BREACHING, FIRED -> Tone.FAILED;
        };
    }

    public static String mode(Trigger.Mode mode) {
        return switch (mode) {
            case OBSERVE -> "is only written down";
            case PROPOSE -> "asks people";
            case AUTOMATIC -> "rolls back by itself, once pre-approved";
        };
    }
}
