package dev.sternway.run.decide;

import dev.sternway.base.ProblemException;
import dev.sternway.ledger.Entry;
import dev.sternway.run.RollbackEngine;
import dev.sternway.run.Rollbacks;
import dev.sternway.run.Trail;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes a restore back while leadership has not answered yet; then it is decided anew. */
@Component
public class WithdrawRestore {
    private final Rollbacks rollbacks;
    private final RollbackEngine engine;
    private final Trail trail;

    WithdrawRestore(Rollbacks rollbacks, RollbackEngine engine, Trail trail) {
        this.rollbacks = rollbacks;
        this.engine = engine;
        this.trail = trail;
    }

    /** @throws ProblemException SW-0709 without a reason, SW-0713 unknown rollback, SW-0640 when no restore waits for approval */
    @Transactional
    public void withdraw(String rollbackId, String by, String reason) {
        if (reason.isBlank()) {
            throw ProblemException.of(
                    "SW-0709", "Taking a restore back needs a reason", "reason", "Say why; it goes into the ledger");
        }
        if (rollbacks.find(rollbackId).isEmpty()) {
            throw ProblemException.of(
                    "SW-0713", "No rollback has the id " + rollbackId, rollbackId, "Look at GET /api/rollbacks");
        }
        if (!engine.withdrawRestore(rollbackId)) {
            throw ProblemException.of(
                    "SW-0640",
                    "No restore of " + rollbackId + " waits for leadership's approval",
                    rollbackId,
                    "Only a restore that is not approved yet can be withdrawn");
        }
        trail.append(rollbackId, by, Entry.Kind.RESTORE_WITHDRAWN, "withdrew the restore: " + reason, Map.of());
    }
}
