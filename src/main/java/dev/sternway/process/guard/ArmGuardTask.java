package dev.sternway.process.guard;

import dev.sternway.base.ProblemException;
import dev.sternway.process.RunVariables;
import dev.sternway.run.arm.ArmGuard;
import org.operaton.bpm.engine.delegate.BpmnError;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

@Component("armGuard")
class ArmGuardTask implements JavaDelegate {
    private final ArmGuard arm;

    ArmGuardTask(ArmGuard arm) {
        this.arm = arm;
    }

    @Override
    public void execute(DelegateExecution execution) {
        try {
            arm.arm(RunVariables.RUN_ID.required(execution));
        } catch (ProblemException refusal) {
            RunVariables.PROBLEM.set(execution, refusal.problem().toString());
            throw new BpmnError(RunVariables.ABORTED, refusal.problem().toString());
        }
    }
}
