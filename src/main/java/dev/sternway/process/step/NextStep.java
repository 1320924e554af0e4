package dev.sternway.process.step;

import dev.sternway.run.recipe.StepRef;
import dev.sternway.run.underway.Hold;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.operaton.bpm.engine.ExternalTaskService;
import org.operaton.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** The step that becomes due in the very transaction that ends another: the worker takes it in there and goes on with it. */
@Component
class NextStep {
    private final ExternalTaskService tasks;
    private final ThreadLocal<@Nullable Catch> open = new ThreadLocal<>();

    NextStep(ExternalTaskService tasks) {
        this.tasks = tasks;
    }

    /**
     * A step that a worker holds a lease on.
     *
     * @param askedAt when the lease was asked for, on the steady clock
     */
    record Due(String id, StepRef ref, Optional<Integer> retries, long askedAt) {}

    private static final class Catch {
        private Optional<String> execution = Optional.empty();
        private Optional<StepRef> ref = Optional.empty();
    }

    /** @return false when nobody in this transaction can take it */
    boolean offer(DelegateExecution execution) {
        Catch caught = open.get();
        if (caught == null || caught.execution.isPresent()) {
            return false;
        }
        caught.execution = Optional.of(execution.getId());
        caught.ref = Optional.of(StepVariables.ref(execution));
        return true;
    }

    /** @param ending what ends a step, and so may make another one due */
    Optional<Due> after(Runnable ending, String owner) {
        Catch caught = new Catch();
        open.set(caught);
        try {
            ending.run();
        } finally {
            open.remove();
        }
        return caught.execution
                .flatMap(id -> Optional.ofNullable(
                        tasks.createExternalTaskQuery().executionId(id).singleResult()))
                .map(task -> {
                    long askedAt = Hold.now();
                    tasks.lock(task.getId(), owner, Leases.LEASE.toMillis());
                    return new Due(task.getId(), caught.ref.orElseThrow(), Optional.empty(), askedAt);
                });
    }
}
