package dev.sternway.process.rollback;

import dev.sternway.process.RunVariables;
import dev.sternway.run.close.AbortRun;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

@Component("recordAbort")
class RecordAbort implements JavaDelegate {
    private final AbortRun abort;

    RecordAbort(AbortRun abort) {
        this.abort = abort;
    }

    @Override
    public void execute(DelegateExecution execution) {
        abort.abort(RunVariables.RUN_ID.required(execution));
    }
}
