package dev.sternway.run.alert;

import dev.sternway.watch.alert.Alert;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * An alert and what became of it.
 *
 * @param guardId the guard it is about, once found
 * @param why in words, what became of it
 * @param repeats how often it came again
 * @param dueAt when it is acted on, or taken up again after a crash
 */
public record ReceivedAlert(
        Alert alert,
        Optional<String> guardId,
        Optional<String> triggerId,
        State state,
        String why,
        long repeats,
        Instant receivedAt,
        Instant lastAt,
        Instant dueAt,
        Optional<String> rollbackId) {
    /** What became of an alert. */
    public enum State {
        /** Kept, and to be acted on. */
        WAITING,
        /** Its trigger only observes. */
        OBSERVED,
        /** It asked for a rollback. */
        STARTED,
        /** It fired before the guard was armed, so the release is not its cause. */
        EARLIER,
        /** It was resolved before its trigger's {@code for} was over. */
        CALMED,
        /** No rollback could be started; the next repeat tries again. */
        REFUSED,
        /** No armed plan is meant; the next repeat looks again. */
        UNKNOWN;

        boolean open() {
            return this == REFUSED || this == UNKNOWN;
        }
    }

    public ReceivedAlert {
        dueAt = dueAt.truncatedTo(ChronoUnit.MICROS);
    }

    static ReceivedAlert fresh(Alert alert, State state, String why, Instant now) {
        return new ReceivedAlert(
                alert, Optional.empty(), Optional.empty(), state, why, 0, now, now, now, Optional.empty());
    }

    ReceivedAlert about(String guard, String trigger, Instant due) {
        return new ReceivedAlert(
                alert,
                Optional.of(guard),
                Optional.of(trigger),
                state,
                why,
                repeats,
                receivedAt,
                lastAt,
                due,
                rollbackId);
    }

    ReceivedAlert became(State next, String because, Optional<String> rollback) {
        return new ReceivedAlert(
                alert, guardId, triggerId, next, because, repeats, receivedAt, lastAt, dueAt, rollback);
    }
}
