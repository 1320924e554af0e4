package dev.sternway.run.rollback;

import dev.sternway.ledger.Entry;
import dev.sternway.plan.Decision;
import dev.sternway.plan.Phase;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.step.SendMessage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Calls the next in line when a window is overrun or a choice is late. */
@Component
public class Escalate {
    private final Runs runs;
    private final Trail trail;
    private final SendMessage send;

    Escalate(Runs runs, Trail trail, SendMessage send) {
        this.runs = runs;
        this.trail = trail;
        this.send = send;
    }

    /** @return the roles that are asked from now on */
    @Transactional
    public List<String> step(String runId, String step) {
        return call(runs.get(runId), "nobody has chosen how to go on with '" + step + "'", List.of());
    }

    /** @return the roles that are asked to handle the overrun */
    @Transactional
    public List<String> window(String runId, String phase) {
        Runs.Run run = runs.get(runId);
        List<String> named = run.plan().phases().escalate(Phase.valueOf(phase.toUpperCase(Locale.ROOT)));
        return call(run, "the window of phase " + phase + " is overrun", named);
    }

    private List<String> call(Runs.Run run, String what, List<String> named) {
        Decision decision = run.plan().decision();
        List<String> path = decision.escalate().isEmpty() ? List.of(decision.by()) : decision.escalate();
        List<String> roles = named.isEmpty() ? path : named;
        String text = what + "; called: " + String.join(", ", roles);
        trail.append(run.id(), "sternway", Entry.Kind.WINDOW_OVERRUN, text, Map.of());
        send.later(run, "Escalation of ${incident} in ${environment}: " + text);
        return roles;
    }
}
