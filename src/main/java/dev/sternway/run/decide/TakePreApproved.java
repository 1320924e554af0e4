package dev.sternway.run.decide;

import dev.sternway.ledger.Entry;
import dev.sternway.plan.Level;
import dev.sternway.plan.Trigger;
import dev.sternway.run.Guard;
import dev.sternway.run.Rollback;
import dev.sternway.run.Rollbacks;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.rollback.AssessSituation;
import dev.sternway.run.watching.FireTrigger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The fast path: what an automatic trigger asks for is decided already when a person pre-approved it at arming. */
@Component
public class TakePreApproved {
    private final Runs runs;
    private final Rollbacks rollbacks;
    private final AssessSituation assess;
    private final Trail trail;

    TakePreApproved(Runs runs, Rollbacks rollbacks, AssessSituation assess, Trail trail) {
        this.runs = runs;
        this.rollbacks = rollbacks;
        this.assess = assess;
        this.trail = trail;
    }

    /** What was taken. @param asksLeadership leadership did not pre-approve the restore and must be asked now */
    public record Taken(Level level, boolean asksLeadership) {}

    /** Whether nobody needs to be asked what to do: a rollback at this level, wanted by an automatic trigger, pre-approved and still armed. */
    public boolean applies(String runId, Level level) {
        Runs.Run run = runs.get(runId);
        return level.rollsBack()
                && run.guard().state() == Guard.State.ARMED
                && run.guard().preApprovedBy().isPresent()
                && automatic(run)
                && assess.whyNot(runId, level).isEmpty();
    }

    @Transactional
    public Taken take(String runId, Level level) {
        Runs.Run run = runs.get(runId);
        Guard guard = run.guard();
        Rollback rollback = run.rollback().orElseThrow();
        String person = guard.preApprovedBy().orElseThrow();
        boolean leads = leadership(run).contains(person);
        boolean asks = level == Level.L3 && !leads;
        rollbacks.decided(runId, level, person);
        String skipped = "the decision task and its escalation"
                + (level == Level.L3 && leads ? ", leadership's approval (given at arming)" : "");
        trail.append(
                runId,
                "sternway",
                Entry.Kind.DECIDED,
                "automatic: " + level + ", because trigger "
                        + rollback.trigger().orElseThrow()
                        + " fired, pre-approved by " + person + " at arming; skipped: " + skipped
                        + (asks ? "; leadership is asked now" : ""),
                Map.of("level", level.name(), "preApprovedBy", person, "skipped", skipped));
        return new Taken(level, asks);
    }

    /** A person who names a trigger is not the trigger. */
    private static boolean automatic(Runs.Run run) {
        Optional<Rollback> rollback =
                run.rollback().filter(it -> it.requestedBy().equals(FireTrigger.WATCHER));
        return run.plan().triggers().stream()
                .filter(trigger -> rollback.flatMap(Rollback::trigger)
                        .filter(trigger.id()::equals)
                        .isPresent())
                .anyMatch(trigger -> trigger.mode() == Trigger.Mode.AUTOMATIC);
    }

    private static List<String> leadership(Runs.Run run) {
        return run.plan().roles().getOrDefault(run.plan().decision().leadershipRole(), List.of());
    }
}
