package dev.sternway.process.decide;

import dev.sternway.plan.Level;
import dev.sternway.process.Completer;
import dev.sternway.process.RunVariables;
import dev.sternway.run.rollback.DecideRollback;
import org.operaton.bpm.engine.delegate.DelegateTask;
import org.operaton.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

@Component("recordDecision")
class RecordDecision implements TaskListener {
    private final DecideRollback decide;
    private final Completer completer;

    RecordDecision(DecideRollback decide, Completer completer) {
        this.decide = decide;
        this.completer = completer;
    }

    @Override
    public void notify(DelegateTask task) {
        Level level = RunVariables.LEVEL.required(task);
        String note = DecideVariables.DECISION_NOTE.of(task).orElse("");
        decide.decide(RunVariables.RUN_ID.required(task), level, completer.of(task), note);
        Decided.set(task.getExecution(), level);
    }
}
