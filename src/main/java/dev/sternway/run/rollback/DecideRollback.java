package dev.sternway.run.rollback;

import dev.sternway.base.ProblemException;
import dev.sternway.ledger.Entry;
import dev.sternway.plan.Decision;
import dev.sternway.plan.Level;
import dev.sternway.plan.Plan;
import dev.sternway.run.Rollback;
import dev.sternway.run.Rollbacks;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who decides, what is decided, and what happens when nobody does. */
@Component
public class DecideRollback {
    public static final String NOBODY = "the plan's default";

    private final Runs runs;
    private final Rollbacks rollbacks;
    private final AssessSituation assess;
    private final Trail trail;

    DecideRollback(Runs runs, Rollbacks rollbacks, AssessSituation assess, Trail trail) {
        this.runs = runs;
        this.rollbacks = rollbacks;
        this.assess = assess;
        this.trail = trail;
    }

    /** The roles asked, in order: the primary, then the escalation path. */
    public List<String> path(String runId) {
        Decision decision = runs.get(runId).plan().decision();
        List<String> path = new ArrayList<>(List.of(decision.by()));
        path.addAll(decision.escalate());
        return path;
    }

    /** @return the next role, or empty when everybody was asked */
    @Transactional
    public Optional<String> handOver(String runId, String asked) {
        List<String> path = path(runId);
        int next = path.indexOf(asked) + 1;
        Optional<String> role = next < path.size() ? Optional.of(path.get(next)) : Optional.empty();
        trail.append(
                runId,
                "sternway",
                Entry.Kind.DECISION_HANDED_OVER,
                asked + " did not answer in time; "
                        + role.map(it -> it + " is asked").orElse("nobody is left to ask"),
                Map.of());
        return role;
    }

    /** @throws ProblemException SW-0712 when the level does not fit, SW-0709 when a note is missing */
    @Transactional
    public void decide(String runId, Level level, String by, String note) {
        assess.whyNot(runId, level).ifPresent(why -> {
            throw ProblemException.of("SW-0712", level + " cannot be chosen: " + why, runId, "Choose another level");
        });
        record(runId, level, by, note);
    }

    /** @param refused leadership refused the restore or did not answer: then the default is to hold, never to restore */
    @Transactional
    public Level takeDefault(String runId, Level recommended, boolean refused) {
        Plan plan = runs.get(runId).plan();
        Level level = switch (plan.decision().otherwise()) {
            case ROLL_BACK -> refused && recommended == Level.L3 ? Level.HOLD : recommended;
            case HOLD -> Level.HOLD;
            case PAUSE -> Level.PAUSE;
            case CODE_ONLY -> Level.CODE_ONLY;
        };
        record(runId, level, NOBODY, "nobody answered in time");
        return level;
    }

    /** @throws ProblemException SW-0707 when the one who asked or decided wants to approve as well */
    @Transactional
    public void approveRestore(String runId, String by, boolean approved, String note) {
        Rollback rollback = rollbacks.find(runId).orElseThrow();
        boolean sameEyes = rollback.requestedBy().equals(by)
                || rollback.decidedBy().filter(by::equals).isPresent();
        if (approved && sameEyes) {
            throw ProblemException.of(
                    "SW-0707",
                    by + " asked for or decided on the restore and may not approve it",
                    runId,
                    "Let somebody else of leadership approve");
        }
        trail.append(
                runId,
                by,
                approved ? Entry.Kind.RESTORE_APPROVED : Entry.Kind.RESTORE_REFUSED,
                (approved ? "approved restoring the backup" : "refused to restore the backup")
                        + (note.isBlank() ? "" : ": " + note),
                Map.of());
    }

    @Transactional
    public void restoreUnanswered(String runId) {
        trail.append(
                runId,
                "sternway",
                Entry.Kind.RESTORE_REFUSED,
                "leadership did not answer in time; nothing is restored without it",
                Map.of());
    }

    private void record(String runId, Level level, String by, String note) {
        rollbacks.decided(runId, level, by);
        trail.append(
                runId,
                by,
                Entry.Kind.DECIDED,
                "decided: " + level + (note.isBlank() ? "" : ", " + note),
                Map.of("level", level.name()));
    }
}
