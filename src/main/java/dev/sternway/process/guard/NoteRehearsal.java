package dev.sternway.process.guard;

import dev.sternway.process.RunVariables;
import dev.sternway.run.Runs;
import dev.sternway.run.arm.ApproveGuard;
import dev.sternway.run.arm.DescribeGuard;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

@Component("noteRehearsal")
class NoteRehearsal implements ExecutionListener {
    private final Runs runs;
    private final DescribeGuard describe;
    private final ApproveGuard approve;

    NoteRehearsal(Runs runs, DescribeGuard describe, ApproveGuard approve) {
        this.runs = runs;
        this.describe = describe;
        this.approve = approve;
    }

    @Override
    public void notify(DelegateExecution execution) {
        DescribeGuard.Proof proof = describe.proof(runs.get(RunVariables.RUN_ID.required(execution)));
        GuardVariables.DROPS_OR_NARROWS.set(execution, proof.dropsOrNarrows());
        GuardVariables.REWRITES_DATA.set(execution, proof.rewritesData());
        GuardVariables.BREAKS_OLD_CODE.set(execution, proof.breaksOldCode());
        GuardVariables.BACKUP_SUMMARY.set(execution, proof.backup());
        GuardVariables.REHEARSAL_SUMMARY.set(execution, proof.rehearsal());
        approve.waits(RunVariables.RUN_ID.required(execution));
    }
}
