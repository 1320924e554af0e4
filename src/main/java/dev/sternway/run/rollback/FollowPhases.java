package dev.sternway.run.rollback;

import dev.sternway.base.DurationText;
import dev.sternway.ledger.Entry;
import dev.sternway.plan.Phase;
import dev.sternway.plan.Plan;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Notes in the ledger when a phase starts, and how the rollback was confirmed. */
@Component
public class FollowPhases {
    private final Trail trail;

    FollowPhases(Trail trail) {
        this.trail = trail;
    }

    /** @return what a person should know when asked to confirm the rollback */
    @Transactional
    public String started(Runs.Run run, Phase phase) {
        Plan plan = run.plan();
        String name = phase.name().toLowerCase(Locale.ROOT);
        trail.append(
                run.id(), "sternway", Entry.Kind.PHASE_STARTED, "phase " + name + " started", Map.of("phase", name));
        String criteria = plan.successCriteria().isEmpty()
                ? "The plan names no success criteria."
                : "The rollback is successful when:\n- " + String.join("\n- ", plan.successCriteria());
        return criteria + "\nAll checks of this phase passed; the service was watched for "
                + DurationText.format(plan.phases().validation().monitor()) + ".";
    }

    @Transactional
    public void confirmed(String runId, String by, boolean confirmed, String note) {
        trail.append(
                runId,
                by,
                Entry.Kind.CONFIRMED,
                (confirmed ? "confirmed the rollback" : "did not confirm the rollback")
                        + (note.isBlank() ? "" : ": " + note),
                Map.of("confirmed", String.valueOf(confirmed)));
    }

    /** To a question that the diagram of a phase asks. */
    @Transactional
    public void answered(String runId, String by, String question, boolean approved, String note) {
        trail.append(
                runId,
                by,
                Entry.Kind.STEP_CHOICE,
                (approved ? "approved: " : "refused: ") + question + (note.isBlank() ? "" : ": " + note),
                Map.of("approved", String.valueOf(approved)));
    }

    @Transactional
    public void overrunHandled(String runId, String by, String note) {
        trail.append(runId, by, Entry.Kind.WINDOW_OVERRUN, "handled the overrun: " + note, Map.of());
    }
}
