package dev.sternway.process.choice;

import dev.sternway.process.step.StepVariables;
import dev.sternway.run.rollback.Escalate;
import org.operaton.bpm.engine.TaskService;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Nobody chose how to go on in time: the whole escalation path may choose now. */
@Component("escalateStep")
class EscalateStep implements JavaDelegate {
    private static final String TASK = "choose-how-to-go-on";

    private final Escalate escalate;
    private final TaskService tasks;

    EscalateStep(Escalate escalate, TaskService tasks) {
        this.escalate = escalate;
        this.tasks = tasks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        var roles = escalate.step(StepVariables.ref(execution).runId(), StepVariables.STEP_NAME.required(execution));
        tasks.createTaskQuery()
                .processInstanceId(execution.getProcessInstanceId())
                .taskDefinitionKey(TASK)
                .list()
                .forEach(task -> roles.forEach(role -> tasks.addCandidateGroup(task.getId(), role)));
    }
}
