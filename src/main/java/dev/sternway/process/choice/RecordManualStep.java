package dev.sternway.process.choice;

import dev.sternway.ledger.Receipt;
import dev.sternway.process.Completer;
import dev.sternway.process.RunVariables;
import dev.sternway.process.step.StepVariables;
import dev.sternway.run.step.SettleStep;
import org.operaton.bpm.engine.delegate.DelegateTask;
import org.operaton.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

@Component("recordManualStep")
class RecordManualStep implements TaskListener {
    private final SettleStep settle;
    private final Completer completer;

    RecordManualStep(SettleStep settle, Completer completer) {
        this.settle = settle;
        this.completer = completer;
    }

    @Override
    public void notify(DelegateTask task) {
        boolean done = StepVariables.MANUAL_OUTCOME.required(task) == StepVariables.ManualOutcome.DONE;
        String note = StepVariables.MANUAL_NOTE.of(task).orElse("");
        RunVariables.PROBLEM.set(task, "It did not work by hand: " + note);
        settle.byPerson(
                StepVariables.ref(task), done ? Receipt.State.BY_HAND : Receipt.State.FAILED, completer.of(task), note);
    }
}
