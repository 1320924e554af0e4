package dev.sternway.process.phase;

import dev.sternway.process.RunVariables;
import dev.sternway.run.close.SalvageOf;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.springframework.stereotype.Component;

@Component("noteSalvage")
class NoteSalvage implements ExecutionListener {
    private final SalvageOf salvage;

    NoteSalvage(SalvageOf salvage) {
        this.salvage = salvage;
    }

    @Override
    public void notify(DelegateExecution execution) {
        RunVariables.HAS_SALVAGE.set(
                execution, salvage.of(RunVariables.RUN_ID.required(execution)).rows() > 0);
    }
}
