package dev.sternway.process.choice;

import dev.sternway.base.ProblemException;
import dev.sternway.process.Completer;
import dev.sternway.process.step.StepVariables;
import dev.sternway.run.step.SettleStep;
import dev.sternway.run.undo.TakeBack;
import org.operaton.bpm.engine.delegate.DelegateTask;
import org.operaton.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

@Component("recordStepChoice")
class RecordStepChoice implements TaskListener {
    private final SettleStep settle;
    private final TakeBack back;
    private final Completer completer;

    RecordStepChoice(SettleStep settle, TakeBack back, Completer completer) {
        this.back = back;
        this.settle = settle;
        this.completer = completer;
    }

    @Override
    public void notify(DelegateTask task) {
        StepVariables.StepChoice choice = StepVariables.STEP_CHOICE.required(task);
        String reason = StepVariables.SKIP_REASON.of(task).orElse("");
        if (choice != StepVariables.StepChoice.AGAIN && reason.isBlank()) {
            throw ProblemException.of(
                    "SW-0709", choice + " needs a reason", StepVariables.SKIP_REASON.name(), "Say why in one sentence");
        }
        if (choice == StepVariables.StepChoice.UNDO) {
            back.want(StepVariables.ref(task));
        }
        String who = completer.of(task);
        StepVariables.CHOSEN_BY.set(task, who);
        settle.chosen(StepVariables.ref(task), who, choice.name(), reason);
    }
}
