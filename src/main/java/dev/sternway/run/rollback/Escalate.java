package dev.sternway.run.rollback;

import dev.sternway.ledger.Entry;
import dev.sternway.plan.Decision;
import dev.sternway.plan.Phase;
import dev.sternway.run.Rollbacks;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.lock.HoldTargets;
import dev.sternway.run.lock.Locks;
import dev.sternway.run.step.SendMessage;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Calls the next in line when a window is overrun or a choice is late. */
@Component
public class Escalate {
    private final Runs runs;
    private final Rollbacks rollbacks;
    private final HoldTargets hold;
    private final Trail trail;
    private final SendMessage send;

    Escalate(Runs runs, Rollbacks rollbacks, HoldTargets hold, Trail trail, SendMessage send) {
        this.runs = runs;
        this.rollbacks = rollbacks;
        this.hold = hold;
        this.trail = trail;
        this.send = send;
    }

    /** @return the roles that are asked from now on */
    @Transactional
    public List<String> step(String runId, String step) {
        return call(runs.get(runId), "nobody has chosen how to go on with '" + step + "'", List.of());
    }

    /** A question of a phase's diagram. @return the roles that are asked from now on */
    @Transactional
    public List<String> approval(String runId, String question) {
        return call(runs.get(runId), "nobody has answered '" + question + "'", List.of());
    }

    /** @return the roles that are asked to handle the overrun */
    @Transactional
    public List<String> window(String runId, String phase) {
        Runs.Run run = runs.get(runId);
        List<String> named = run.plan().phases().escalate(Phase.valueOf(phase.toUpperCase(Locale.ROOT)));
        return call(run, "the window of phase " + phase + " is overrun", named);
    }

    /** A step takes longer than ever. @return the roles that hear of it */
    @Transactional
    public List<String> slow(String runId, String what) {
        return call(runs.get(runId), what, List.of());
    }

    /** Says who holds what a rollback waits for; nothing when it waits no more. */
    @Transactional
    public void waiting(String runId) {
        Runs.Run run = runs.get(runId);
        List<Locks.Held> held = hold.inTheWay(run);
        if (held.isEmpty()) {
            return;
        }
        String holders = held.stream()
                .map(Locks.Held::rollbackId)
                .distinct()
                .map(this::holder)
                .collect(Collectors.joining("; "));
        Locks.Held first = held.get(0);
        call(
                run,
                "it still waits for its targets: " + holders + " holds "
                        + held.stream().map(Locks.Held::target).collect(Collectors.joining(", ")) + " since "
                        + first.since().truncatedTo(ChronoUnit.SECONDS)
                        + "; answer its open task, or let it go by hand: sternway locks release --environment "
                        + first.environment() + " --target " + first.target() + " --reason ...",
                List.of(),
                Entry.Kind.TARGETS_AWAITED);
    }

    private String holder(String rollbackId) {
        return rollbacks
                .find(rollbackId)
                .map(it -> "rollback " + rollbackId + " of plan " + it.planId() + ", "
                        + it.state().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", requested by "
                        + it.requestedBy() + ",")
                .orElse("rollback " + rollbackId);
    }

    private List<String> call(Runs.Run run, String what, List<String> named) {
        return call(run, what, named, Entry.Kind.WINDOW_OVERRUN);
    }

    private List<String> call(Runs.Run run, String what, List<String> named, Entry.Kind kind) {
        Decision decision = run.plan().decision();
        List<String> path = decision.escalate().isEmpty() ? List.of(decision.by()) : decision.escalate();
        List<String> roles = named.isEmpty() ? path : named;
        String text = what + "; called: " + String.join(", ", roles);
        trail.append(run.id(), "sternway", kind, text, Map.of());
        send.later(run, "Escalation of ${incident} in ${environment}: " + text);
        return roles;
    }
}
