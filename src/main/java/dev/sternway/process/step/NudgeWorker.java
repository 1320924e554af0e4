package dev.sternway.process.step;

import dev.sternway.run.recipe.StepRef;
import dev.sternway.run.underway.Hold;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.operaton.bpm.engine.ExternalTaskService;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.operaton.bpm.engine.impl.cfg.TransactionState;
import org.operaton.bpm.engine.impl.context.Context;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Sees to it that a step which becomes due waits for no poll: the worker whose report made it due takes it in the very
 * transaction of that report; otherwise a worker is woken when the transaction has committed.
 */
@Component("nudgeWorker")
class NudgeWorker implements ExecutionListener {
    private final ObjectProvider<StepWorker> worker;
    private final ExternalTaskService tasks;
    private final ThreadLocal<@Nullable Made> reporting = new ThreadLocal<>();

    NudgeWorker(ObjectProvider<StepWorker> worker, ExternalTaskService tasks) {
        this.worker = worker;
        this.tasks = tasks;
    }

    /**
     * A step that a worker holds a lease on.
     *
     * @param askedAt when the lease was asked for, on the steady clock
     */
    record Due(String id, StepRef ref, Optional<Integer> retries, long askedAt) {}

    private static final class Made {
        private Optional<DueExecution> due = Optional.empty();
    }

    private record DueExecution(String id, StepRef ref) {}

    @Override
    public void notify(DelegateExecution execution) {
        Made made = reporting.get();
        if (made != null && made.due.isEmpty()) {
            made.due = Optional.of(new DueExecution(execution.getId(), StepVariables.ref(execution)));
            return;
        }
        Context.getCommandContext()
                .getTransactionContext()
                .addTransactionListener(TransactionState.COMMITTED, context -> worker.ifAvailable(StepWorker::nudge));
    }

    /** @param report ends a step, and so may make another one due. @return that one, leased to the owner */
    Optional<Due> after(Runnable report, String owner) {
        Made made = new Made();
        reporting.set(made);
        try {
            report.run();
        } finally {
            reporting.remove();
        }
        return made.due.flatMap(due -> lease(due, owner));
    }

    private Optional<Due> lease(DueExecution due, String owner) {
        long askedAt = Hold.now();
        return Optional.ofNullable(
                        tasks.createExternalTaskQuery().executionId(due.id()).singleResult())
                .map(task -> {
                    tasks.lock(task.getId(), owner, Leases.LEASE.toMillis());
                    return new Due(task.getId(), due.ref(), Optional.empty(), askedAt);
                });
    }
}
