package dev.sternway.run.arm;

import dev.sternway.base.ProblemException;
import dev.sternway.ledger.Entry;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.Trail;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Records what people say to a plan: Ops' review, and the approval of the arming by a second person. */
@Component
public class ApproveGuard {
    private final Guards guards;
    private final Trail trail;

    ApproveGuard(Guards guards, Trail trail) {
        this.guards = guards;
        this.trail = trail;
    }

    @Transactional
    public void reviewed(String guardId, String by, boolean accepted, String note) {
        guards.find(guardId).ifPresent(guard -> guards.replace(guard.with(Guard.State.ARMING)));
        trail.append(
                guardId,
                by,
                Entry.Kind.PLAN_REVIEWED,
                (accepted ? "accepted the plan" : "did not accept the plan") + said(note),
                Map.of());
    }

    @Transactional
    public void waits(String guardId) {
        guards.find(guardId).ifPresent(guard -> guards.replace(guard.with(Guard.State.APPROVAL)));
    }

    /**
     * @param preApproved the triggers of mode automatic may roll back without asking anybody again
     * @throws ProblemException SW-0707 when the person who asked wants to approve as well
     */
    @Transactional
    public void decided(String guardId, String by, boolean approved, boolean preApproved, String note) {
        Guard guard = guards.find(guardId).orElseThrow();
        if (approved && guard.requestedBy().equals(by)) {
            throw ProblemException.of(
                    "SW-0707",
                    by + " asked for the arming and may not approve it",
                    guardId,
                    "Let a second person approve");
        }
        guards.replace(guard.approved(by, approved && preApproved));
        trail.append(
                guardId,
                by,
                Entry.Kind.ARMING_APPROVED,
                (approved ? "approved the arming" : "did not approve the arming")
                        + (approved && preApproved ? " and pre-approved what its automatic triggers do" : "")
                        + said(note),
                Map.of("approved", String.valueOf(approved), "preApproved", String.valueOf(approved && preApproved)));
    }

    private static String said(String note) {
        return note.isBlank() ? "" : ": " + note;
    }
}
