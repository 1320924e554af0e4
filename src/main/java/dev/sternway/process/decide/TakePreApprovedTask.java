package dev.sternway.process.decide;

import dev.sternway.process.RunVariables;
import dev.sternway.run.decide.TakePreApproved;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

@Component("takePreApproved")
class TakePreApprovedTask implements JavaDelegate {
    private final TakePreApproved take;

    TakePreApprovedTask(TakePreApproved take) {
        this.take = take;
    }

    @Override
    public void execute(DelegateExecution execution) {
        TakePreApproved.Taken taken = take.take(
                RunVariables.RUN_ID.required(execution), DecideVariables.RECOMMENDED_LEVEL.required(execution));
        Decided.set(execution, taken.level());
        DecideVariables.NEEDS_LEADERSHIP.set(execution, taken.asksLeadership());
    }
}
