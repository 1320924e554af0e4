package dev.sternway.run.watching;

import dev.sternway.base.Digest;
import dev.sternway.base.ProblemException;
import dev.sternway.ledger.Entry;
import dev.sternway.plan.Trigger;
import dev.sternway.run.Guard;
import dev.sternway.run.Trail;
import dev.sternway.run.rollback.RequestRollback;
import dev.sternway.watch.Verdict;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What follows when a trigger fires: a line in the ledger, and as its mode says, a rollback. */
@Component
public class FireTrigger {
    private static final Logger LOG = LoggerFactory.getLogger(FireTrigger.class);
    /** In whose name triggers ask for rollbacks; nobody can log in so. */
    public static final String WATCHER = "trigger watch";

    private static final int LONGEST_REASON = 2000;

    private final Trail trail;
    private final ObjectProvider<RequestRollback> rollback;

    FireTrigger(Trail trail, ObjectProvider<RequestRollback> rollback) {
        this.trail = trail;
        this.rollback = rollback;
    }

    /** What a firing came to. */
    public enum What {
        OBSERVED,
        STARTED,
        REFUSED
    }

    /** @param rollbackId the rollback that was started, now or before with the same key */
    public record Fired(What what, String why, Optional<String> rollbackId) {}

    /** @param key the same key never starts a second rollback */
    public Fired fire(Guard guard, Trigger trigger, Verdict verdict, String key) {
        trail.append(
                guard.id(),
                WATCHER,
                Entry.Kind.VERDICT,
                "trigger " + trigger.id() + " fired: " + verdict.why(),
                Map.of("query", verdict.query(), "rule", verdict.rule()));
        if (trigger.mode() == Trigger.Mode.OBSERVE) {
            return new Fired(What.OBSERVED, "the trigger only observes", Optional.empty());
        }
        boolean damaged =
                trigger.means().filter(Trigger.Meaning.DATA_DAMAGE::equals).isPresent();
        String reason = trigger.title().orElse("Trigger " + trigger.id() + " fired") + " (" + verdict.why() + ")";
        var request = new RequestRollback.Request(
                guard.planId(),
                guard.environment(),
                reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason,
                Optional.of(trigger.id()),
                damaged);
        try {
            String id = rollback.getObject()
                    .request(request, Optional.of(Digest.of(key)), WATCHER)
                    .rollback()
                    .id();
            return new Fired(What.STARTED, "it asked for rollback " + id, Optional.of(id));
        } catch (ProblemException refused) {
            LOG.warn("Trigger {} fired and started no rollback: {}", trigger.id(), refused.problem());
            return new Fired(What.REFUSED, refused.problem().toString(), Optional.empty());
        }
    }
}
