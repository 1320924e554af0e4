package dev.sternway.process.step;

import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.operaton.bpm.engine.impl.cfg.TransactionState;
import org.operaton.bpm.engine.impl.context.Context;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Wakes the worker when the transaction that created the task has committed, so that nothing waits for a poll. */
@Component("nudgeWorker")
class NudgeWorker implements ExecutionListener {
    private final ObjectProvider<StepWorker> worker;

    NudgeWorker(ObjectProvider<StepWorker> worker) {
        this.worker = worker;
    }

    @Override
    public void notify(DelegateExecution execution) {
        Context.getCommandContext()
                .getTransactionContext()
                .addTransactionListener(TransactionState.COMMITTED, context -> worker.ifAvailable(StepWorker::nudge));
    }
}
