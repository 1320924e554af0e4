package dev.sternway.process.choice;

import dev.sternway.ledger.Receipt;
import dev.sternway.process.step.StepVariables;
import dev.sternway.run.step.SettleStep;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

@Component("recordSkip")
class RecordSkip implements JavaDelegate {
    private final SettleStep settle;

    RecordSkip(SettleStep settle) {
        this.settle = settle;
    }

    @Override
    public void execute(DelegateExecution execution) {
        settle.byPerson(
                StepVariables.ref(execution),
                Receipt.State.SKIPPED,
                StepVariables.CHOSEN_BY.of(execution).orElse("unknown"),
                StepVariables.SKIP_REASON.of(execution).orElse(""));
    }
}
