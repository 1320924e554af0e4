package dev.sternway.process.step;

import dev.sternway.run.Runs;
import dev.sternway.run.recipe.StepRef;
import dev.sternway.run.step.OpenStep;
import dev.sternway.run.underway.Hold;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.operaton.bpm.engine.impl.cfg.TransactionState;
import org.operaton.bpm.engine.impl.context.Context;
import org.operaton.bpm.engine.impl.persistence.entity.ExternalTaskEntity;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Sees to it that a step which becomes due waits for no poll: the worker whose report made it due takes it in the very
 * transaction of that report; otherwise a worker is woken when the transaction has committed.
 */
@Component("nudgeWorker")
class NudgeWorker implements ExecutionListener {
    private final ObjectProvider<StepWorker> worker;
    private final ThreadLocal<@Nullable Made> reporting = new ThreadLocal<>();

    NudgeWorker(ObjectProvider<StepWorker> worker) {
        this.worker = worker;
    }

    /**
     * A step that a worker holds a lease on.
     *
     * @param askedAt when the lease was asked for, on the steady clock
     * @param opened its attempt, if the lease came with it
     * @param inARow of how many steps that follow each other it is one, 0 where that is not known
     */
    record Due(
            String id,
            StepRef ref,
            Optional<Integer> retries,
            long askedAt,
            Optional<OpenStep.Opened> opened,
            int inARow) {
        Due with(Optional<OpenStep.Opened> attempt) {
            return new Due(id, ref, retries, askedAt, attempt, inARow);
        }

        /** @param done how many steps are done, this one included; one at least */
        Optional<StepRef> following(int done) {
            return Optional.of(ref)
                    .filter(it -> it.index() + done < inARow)
                    .map(it -> new StepRef(it.runId(), it.phase(), it.activity(), it.index() + done));
        }
    }

    /**
     * What a report made due.
     *
     * @param run as the step's diagram read it in the same transaction
     */
    record Next(Due due, Optional<Runs.Run> run) {}

    private static final class Made {
        private final String owner;
        private Optional<StepRef> coming = Optional.empty();
        private int inARow;
        private Optional<Runs.Run> run;
        private Optional<Next> next = Optional.empty();

        private Made(String owner, Optional<Runs.Run> known) {
            this.owner = owner;
            this.run = known;
        }
    }

    @Override
    public void notify(DelegateExecution execution) {
        Made made = reporting.get();
        if (made != null && made.coming.isEmpty()) {
            StepRef ref = StepVariables.ref(execution);
            made.coming = Optional.of(ref);
            made.inARow = InARow.steps(execution, ref);
            return;
        }
        Context.getCommandContext()
                .getTransactionContext()
                .addTransactionListener(TransactionState.COMMITTED, context -> worker.ifAvailable(StepWorker::nudge));
    }

    /** A step's diagram asked for its run, and may make the step due next. */
    void found(Runs.Run run) {
        Made made = reporting.get();
        if (made != null && made.coming.isEmpty()) {
            made.run = Optional.of(run);
        }
    }

    /** The engine has made a task for the step that was announced last, and has not written it yet. */
    void made(ExternalTaskEntity task) {
        Made made = reporting.get();
        if (made != null && made.next.isEmpty()) {
            made.coming.ifPresent(ref -> {
                long askedAt = Hold.now();
                task.lock(made.owner, Leases.LEASE.toMillis());
                made.next = Optional.of(new Next(
                        new Due(task.getId(), ref, Optional.empty(), askedAt, Optional.empty(), made.inARow),
                        made.run.filter(run -> run.id().equals(ref.runId()))));
            });
        }
    }

    /** The run that a report knows already, so that a step's diagram need not read it. */
    Optional<Runs.Run> known(String runId) {
        Made made = reporting.get();
        return made == null ? Optional.empty() : made.run.filter(run -> run.id().equals(runId));
    }

    /**
     * @param report ends a step, and so may make another one due
     * @param known the step's run, if it was read lately
     * @return the step that is due then, leased to the owner
     */
    Optional<Next> after(Runnable report, String owner, Optional<Runs.Run> known) {
        Made made = new Made(owner, known);
        reporting.set(made);
        try {
            report.run();
        } finally {
            reporting.remove();
        }
        return made.next;
    }
}
