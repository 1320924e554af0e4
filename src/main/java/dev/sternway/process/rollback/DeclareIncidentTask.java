package dev.sternway.process.rollback;

import dev.sternway.process.RunVariables;
import dev.sternway.run.rollback.DeclareIncident;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

@Component("declareIncident")
class DeclareIncidentTask implements JavaDelegate {
    private final DeclareIncident declare;

    DeclareIncidentTask(DeclareIncident declare) {
        this.declare = declare;
    }

    @Override
    public void execute(DelegateExecution execution) {
        RunVariables.INCIDENT.set(execution, declare.declare(RunVariables.RUN_ID.required(execution)));
    }
}
