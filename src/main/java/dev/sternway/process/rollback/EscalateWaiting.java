package dev.sternway.process.rollback;

import dev.sternway.process.RunVariables;
import dev.sternway.run.rollback.Escalate;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

@Component("escalateWaiting")
class EscalateWaiting implements JavaDelegate {
    private final Escalate escalate;

    EscalateWaiting(Escalate escalate) {
        this.escalate = escalate;
    }

    @Override
    public void execute(DelegateExecution execution) {
        escalate.waiting(RunVariables.RUN_ID.required(execution));
    }
}
