package dev.sternway.process.decide;

import dev.sternway.plan.Level;
import dev.sternway.process.RunVariables;
import dev.sternway.run.decide.TakePreApproved;
import dev.sternway.run.rollback.AssessSituation;
import java.util.Map;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

@Component("noteRecommendation")
class NoteRecommendation implements ExecutionListener {
    private final AssessSituation assess;
    private final TakePreApproved preApproved;

    NoteRecommendation(AssessSituation assess, TakePreApproved preApproved) {
        this.assess = assess;
        this.preApproved = preApproved;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Map<?, ?> result = (Map<?, ?>) execution.getVariable(DecideVariables.RECOMMENDATION);
        execution.removeVariable(DecideVariables.RECOMMENDATION);
        Level level = Level.valueOf(String.valueOf(result.get("level")));
        String reason = String.valueOf(result.get("reason"));
        String runId = RunVariables.RUN_ID.required(execution);
        AssessSituation.Forecast forecast = assess.recommended(runId, level, reason);
        RunVariables.PRE_APPROVED.set(execution, preApproved.applies(runId, level));
        DecideVariables.RECOMMENDED_LEVEL.set(execution, level);
        DecideVariables.RECOMMENDATION_REASON.set(execution, reason);
        DecideVariables.EXPECTED_TIME.set(execution, forecast.time());
        DecideVariables.LOSS_STATEMENT.set(execution, forecast.loss());
        RunVariables.LEVEL.set(execution, level);
    }
}
