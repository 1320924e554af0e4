package dev.sternway.process.close;

import dev.sternway.process.RunVariables;
import dev.sternway.run.close.EndRollback;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

@Component("closeIncident")
class CloseIncident implements JavaDelegate {
    private final EndRollback end;

    CloseIncident(EndRollback end) {
        this.end = end;
    }

    @Override
    public void execute(DelegateExecution execution) {
        end.end(
                RunVariables.RUN_ID.required(execution),
                RunVariables.CONFIRMED.of(execution).orElse(false));
    }
}
