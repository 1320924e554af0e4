package dev.sternway.process.phase;

import dev.sternway.process.RunVariables;
import dev.sternway.run.rollback.FollowPhases;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

/** Every check passed and nobody objected in time: the rollback counts as confirmed, and the ledger says how. */
@Component("confirmByDefault")
class ConfirmByDefault implements ExecutionListener {
    private final FollowPhases follow;

    ConfirmByDefault(FollowPhases follow) {
        this.follow = follow;
    }

    @Override
    public void notify(DelegateExecution execution) {
        RunVariables.CONFIRMED.set(execution, true);
        follow.confirmed(
                RunVariables.RUN_ID.required(execution),
                "sternway",
                true,
                "all checks passed, nobody objected in time");
    }
}
