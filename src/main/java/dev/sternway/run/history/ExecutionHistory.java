package dev.sternway.run.history;

import dev.sternway.ledger.Chain;
import dev.sternway.ledger.Entry;
import dev.sternway.run.Rollback;
import dev.sternway.run.Rollbacks;
import dev.sternway.run.Trail;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The execution history: what it says of a rollback is read from that rollback's entries in the ledger. */
@Component
public class ExecutionHistory {
    private static final Set<Entry.Kind> NOTES = Set.of(
            Entry.Kind.DECIDED,
            Entry.Kind.RESTORE_APPROVED,
            Entry.Kind.RESTORE_REFUSED,
            Entry.Kind.STEP_CHOICE,
            Entry.Kind.TAKEN_BY_HAND,
            Entry.Kind.CANCEL_ASKED,
            Entry.Kind.WINDOW_OVERRUN,
            Entry.Kind.ABORTED,
            Entry.Kind.CONFIRMED);
    /** The outcome of a rollback that has not ended. */
    public static final String UNDERWAY = "UNDERWAY";

    private final Rollbacks rollbacks;
    private final Trail trail;

    ExecutionHistory(Rollbacks rollbacks, Trail trail) {
        this.rollbacks = rollbacks;
        this.trail = trail;
    }

    /**
     * One rollback.
     *
     * @param by who asked for it
     * @param level what was decided, empty before
     * @param outcome ROLLED_BACK, HELD, PAUSED, ABORTED, NOT_CONFIRMED, or UNDERWAY while it has not ended
     * @param success whether it was rolled back and confirmed
     * @param durationMillis from the request to the end
     * @param steps attempts of steps that ended, failed ones too
     * @param notes what people said on the way, in order
     * @param intact whether nobody changed its entries
     */
    public record Execution(
            String id,
            Instant date,
            String planId,
            String environment,
            String by,
            Optional<String> level,
            Optional<String> decidedBy,
            String outcome,
            boolean success,
            Optional<Long> durationMillis,
            long steps,
            List<String> notes,
            boolean intact) {}

    /** Newest first. */
    public List<Execution> latest(int limit) {
        return rollbacks.latest(limit).stream()
                .map(rollback -> execution(rollback, trail.of(rollback.id())))
                .toList();
    }

    private static Execution execution(Rollback rollback, List<Entry> entries) {
        Optional<Entry> asked = first(entries, Entry.Kind.ROLLBACK_REQUESTED);
        Optional<Entry> decided = last(entries, Entry.Kind.DECIDED);
        Optional<Entry> closed = last(entries, Entry.Kind.CLOSED);
        Instant date = asked.map(Entry::at).orElse(rollback.requestedAt());
        String outcome =
                closed.map(entry -> entry.detail().getOrDefault("outcome", "")).orElse(UNDERWAY);
        return new Execution(
                rollback.id(),
                date,
                rollback.planId(),
                rollback.environment(),
                asked.map(Entry::actor).orElse("not in the ledger"),
                decided.map(entry -> entry.detail().getOrDefault("level", "")),
                decided.map(Entry::actor),
                outcome,
                outcome.equals(Rollback.State.ROLLED_BACK.name()),
                closed.map(entry -> Duration.between(date, entry.at()).toMillis()),
                entries.stream()
                        .filter(entry -> entry.kind() == Entry.Kind.STEP_ENDED)
                        .count(),
                entries.stream()
                        .filter(entry -> NOTES.contains(entry.kind()))
                        .map(entry -> entry.actor() + " " + entry.text())
                        .toList(),
                Chain.verify(entries).isEmpty());
    }

    private static Optional<Entry> first(List<Entry> entries, Entry.Kind kind) {
        return entries.stream().filter(entry -> entry.kind() == kind).findFirst();
    }

    private static Optional<Entry> last(List<Entry> entries, Entry.Kind kind) {
        return entries.stream().filter(entry -> entry.kind() == kind).reduce((earlier, later) -> later);
    }
}
