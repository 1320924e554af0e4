package dev.sternway.process.guard;

import dev.sternway.process.RunVariables;
import dev.sternway.run.arm.EndGuard;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

@Component("standDown")
class StandDown implements JavaDelegate {
    private final EndGuard end;

    StandDown(EndGuard end) {
        this.end = end;
    }

    @Override
    public void execute(DelegateExecution execution) {
        end.end(RunVariables.RUN_ID.required(execution));
    }
}
