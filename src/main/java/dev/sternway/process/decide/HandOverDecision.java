package dev.sternway.process.decide;

import dev.sternway.process.RunVariables;
import dev.sternway.run.rollback.DecideRollback;
import java.util.Optional;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

@Component("handOverDecision")
class HandOverDecision implements JavaDelegate {
    private final DecideRollback decide;

    HandOverDecision(DecideRollback decide) {
        this.decide = decide;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Optional<String> next =
                decide.handOver(RunVariables.RUN_ID.required(execution), DecideVariables.DECIDER.required(execution));
        DecideVariables.DECIDER_LEFT.set(execution, next.isPresent());
        next.ifPresent(role -> DecideVariables.DECIDER.set(execution, role));
    }
}
