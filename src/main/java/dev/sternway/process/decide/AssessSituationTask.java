package dev.sternway.process.decide;

import dev.sternway.process.RunVariables;
import dev.sternway.process.matrix.PlanMatrix;
import dev.sternway.run.Runs;
import dev.sternway.run.rollback.AssessSituation;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

@Component("assessSituation")
class AssessSituationTask implements JavaDelegate {
    private final AssessSituation assess;
    private final Runs runs;
    private final PlanMatrix matrix;

    AssessSituationTask(AssessSituation assess, Runs runs, PlanMatrix matrix) {
        this.matrix = matrix;
        this.assess = assess;
        this.runs = runs;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String runId = RunVariables.RUN_ID.required(execution);
        AssessSituation.Assessment found = assess.assess(runId);
        Runs.Run run = runs.get(runId);
        var rollback = run.rollback().orElseThrow();
        RunVariables.PLAN_TITLE.set(execution, run.plan().metadata().title());
        RunVariables.ENVIRONMENT.set(execution, rollback.environment());
        RunVariables.REASON.set(execution, rollback.reason());
        RunVariables.REQUESTED_BY.set(execution, rollback.requestedBy());
        RunVariables.APPROVED.set(execution, false);
        DecideVariables.DECISION_TABLE.set(execution, matrix.table(run));
        DecideVariables.MIGRATION_STATE.set(
                execution, found.situation().migrationState().name());
        DecideVariables.SEVERITY.set(execution, found.situation().severity().name());
        DecideVariables.DATA_DAMAGED.set(execution, found.situation().dataDamaged());
        DecideVariables.CODE_COMPATIBLE.set(execution, found.situation().codeCompatible());
        DecideVariables.LEVEL_1_FITS.set(execution, found.situation().level1Fits());
        DecideVariables.LEVEL_2_FITS.set(execution, found.situation().level2Fits());
        DecideVariables.LEVEL_3_FITS.set(execution, found.situation().level3Fits());
        DecideVariables.TRIGGER_EVIDENCE.set(execution, found.evidence());
        DecideVariables.OPTIONS.set(execution, found.options());
        DecideVariables.DECIDER.set(execution, run.plan().decision().by());
        DecideVariables.LEADERSHIP.set(execution, run.plan().decision().leadershipRole());
        DecideVariables.RESTORE_REFUSED.set(execution, false);
        DecideVariables.NEEDS_LEADERSHIP.set(execution, false);
    }
}
