package dev.sternway.process.hand;

import dev.sternway.process.RunVariables;
import dev.sternway.run.hand.StepAnswers;
import dev.sternway.run.recipe.StepRef;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.operaton.bpm.engine.ExternalTaskService;
import org.operaton.bpm.engine.IdentityService;
import org.operaton.bpm.engine.RuntimeService;
import org.operaton.bpm.engine.TaskService;
import org.operaton.bpm.engine.impl.identity.Authentication;
import org.operaton.bpm.engine.runtime.ProcessInstance;
import org.operaton.bpm.engine.task.Task;
import org.springframework.stereotype.Component;

/** Finds the instance of step.bpmn by its variables; who may call was checked at the door. */
@Component
class OperatonStepAnswers implements StepAnswers {
    private static final String HOW_TO_GO_ON = "choose-how-to-go-on";
    private static final String BY_HAND = "do-it-by-hand";

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final ExternalTaskService work;
    private final IdentityService identity;

    OperatonStepAnswers(RuntimeService runtime, TaskService tasks, ExternalTaskService work, IdentityService identity) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.work = work;
        this.identity = identity;
    }

    @Override
    public boolean runs(StepRef step) {
        Authentication before = trusted();
        try {
            return instances(step).stream()
                    .anyMatch(id -> work.createExternalTaskQuery()
                                    .processInstanceId(id)
                                    .locked()
                                    .count()
                            > 0);
        } finally {
            identity.setAuthentication(before);
        }
    }

    @Override
    public boolean asksForHands(StepRef step) {
        Authentication before = trusted();
        try {
            return task(step, BY_HAND).isPresent();
        } finally {
            identity.setAuthentication(before);
        }
    }

    @Override
    public void byHand(StepRef step, boolean done, String who, String note) {
        complete(step, BY_HAND, who, Map.of("manualOutcome", done ? "DONE" : "FAILED", "manualNote", note));
    }

    @Override
    public boolean again(StepRef step, String who, String reason) {
        return complete(step, HOW_TO_GO_ON, who, Map.of("stepChoice", "AGAIN", "skipReason", reason));
    }

    private boolean complete(StepRef step, String kind, String who, Map<String, Object> answer) {
        Authentication before = trusted();
        try {
            Optional<Task> task = task(step, kind);
            task.ifPresent(it -> {
                tasks.setAssignee(it.getId(), who);
                tasks.complete(it.getId(), answer);
            });
            return task.isPresent();
        } finally {
            identity.setAuthentication(before);
        }
    }

    private Authentication trusted() {
        Authentication before = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        return before;
    }

    private Optional<Task> task(StepRef step, String kind) {
        return instances(step).stream()
                .flatMap(id -> tasks.createTaskQuery().processInstanceId(id).taskDefinitionKey(kind).list().stream())
                .findFirst();
    }

    private List<String> instances(StepRef step) {
        return runtime
                .createProcessInstanceQuery()
                .variableValueEquals(RunVariables.RUN_ID.name(), step.runId())
                .variableValueEquals(
                        RunVariables.ACTIVITY.name(),
                        step.activity().name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .variableValueEquals(RunVariables.INDEX.name(), step.index())
                .list()
                .stream()
                .map(ProcessInstance::getId)
                .toList();
    }
}
