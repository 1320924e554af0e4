package dev.sternway.run.hand;

import dev.sternway.ledger.Entry;
import dev.sternway.ledger.Receipt;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.Rollback;
import dev.sternway.run.Rollbacks;
import dev.sternway.run.Trail;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Remembers which runs went on when Sternway's own database was restored from a backup: nobody knows what happened to them
 * between the backup and the loss, so their targets are asked before a step, and people where a target cannot tell.
 */
@Component
public class Restored {
    private static final String KEEPSAKE = "restored";
    private static final int ALL = 100_000;

    private final Guards guards;
    private final Rollbacks rollbacks;
    private final Trail trail;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final boolean now;
    private final Map<String, Instant> since = new ConcurrentHashMap<>();

    Restored(
            Guards guards,
            Rollbacks rollbacks,
            Trail trail,
            PlatformTransactionManager transactions,
            Clock clock,
            @Value("${sternway.restored:false}") boolean now) {
        this.guards = guards;
        this.rollbacks = rollbacks;
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.now = now;
    }

    /** Before any step runs. */
    @EventListener(ApplicationStartedEvent.class)
    void start() {
        if (now) {
            guards.latest(ALL).stream().filter(guard -> guard.state().alive()).forEach(this::note);
        }
        for (Guard guard : guards.keeping(KEEPSAKE)) {
            Instant at =
                    Instant.parse(guards.keepsakes(guard.id()).find(KEEPSAKE).orElseThrow());
            since.put(guard.id(), at);
            unfinished(guard).forEach(rollback -> since.put(rollback.id(), at));
        }
    }

    /** Whether the step may have been done by what is not known any more. */
    public boolean mayHaveRun(String runId, Optional<Receipt> last) {
        Instant at = since.get(runId);
        return at != null && last.filter(it -> !it.startedAt().isBefore(at)).isEmpty();
    }

    private void note(Guard guard) {
        Instant at = clock.instant();
        guards.keepsakes(guard.id()).keep(KEEPSAKE, at.toString());
        tell(guard.id(), at);
        unfinished(guard).forEach(rollback -> tell(rollback.id(), at));
    }

    private List<Rollback> unfinished(Guard guard) {
        return rollbacks.latest(ALL).stream()
                .filter(it -> it.guardId().equals(guard.id()) && !it.state().ended())
                .toList();
    }

    private void tell(String runId, Instant at) {
        List<Entry> entries = trail.of(runId);
        String known = entries.isEmpty()
                ? "nothing"
                : "entry " + entries.get(entries.size() - 1).sequence() + " of "
                        + entries.get(entries.size() - 1).at();
        transaction.executeWithoutResult(status -> trail.append(
                runId,
                "sternway",
                Entry.Kind.RESTORED,
                "Sternway's database was restored from a backup; the last that is known is " + known
                        + ". What happened from then to " + at.truncatedTo(ChronoUnit.SECONDS)
                        + " is missing here; targets and people are asked",
                Map.of("last-known", known)));
    }
}
