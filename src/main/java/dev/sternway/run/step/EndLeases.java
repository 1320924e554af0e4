package dev.sternway.run.step;

import dev.sternway.base.Work;
import dev.sternway.executor.Executor;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.deploy.Lease;
import dev.sternway.ledger.Entry;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Phase;
import dev.sternway.plan.Step;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.Rollback;
import dev.sternway.run.Rollbacks;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.duty.OnDuty;
import dev.sternway.run.recipe.StepRef;
import dev.sternway.run.underway.Output;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks every ten seconds for leases that are over, and undoes what was done under them until that works. A lease is over at
 * its time, and when the rollback that took it ended well; what was aborted or not confirmed may still be broken, so there
 * everything stays paused for the whole time.
 */
@Component
class EndLeases {
    private static final Logger LOG = LoggerFactory.getLogger(EndLeases.class);
    private static final Set<Rollback.State> STILL_BROKEN =
            EnumSet.of(Rollback.State.ABORTED, Rollback.State.NOT_CONFIRMED);
    private static final int SECONDS = 10;

    private final OnDuty duty;
    private final Guards guards;
    private final Rollbacks rollbacks;
    private final Runs runs;
    private final ExecutorCatalogue executors;
    private final RunContexts contexts;
    private final Trail trail;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    EndLeases(
            Guards guards,
            Rollbacks rollbacks,
            Runs runs,
            ExecutorCatalogue executors,
            RunContexts contexts,
            Trail trail,
            PlatformTransactionManager transactions,
            Clock clock,
            OnDuty duty) {
        this.duty = duty;
        this.guards = guards;
        this.rollbacks = rollbacks;
        this.runs = runs;
        this.executors = executors;
        this.contexts = contexts;
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        timer.scheduleWithFixedDelay(this::look, SECONDS, SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        if (!duty.mine()) {
            return;
        }
        try {
            for (Guard guard : guards.keeping(Lease.ALL)) {
                Lease.all(guards.keepsakes(guard.id())).stream()
                        .filter(lease -> lease.until().isBefore(clock.instant()) || closed(lease))
                        .forEach(lease -> end(guard, lease));
            }
        } catch (RuntimeException away) {
            LOG.warn("Leases cannot be looked after: {}", away.getMessage());
        }
    }

    private boolean closed(Lease lease) {
        return !lease.whole()
                && lease.run()
                        .flatMap(rollbacks::find)
                        .map(Rollback::state)
                        .filter(state -> state.ended() && !STILL_BROKEN.contains(state))
                        .isPresent();
    }

    private void end(Guard guard, Lease lease) {
        try {
            Outcome outcome = undo(runs.get(guard.id()), lease, executors.get(lease.uses()));
            boolean done = outcome instanceof Outcome.Done;
            if (done || told.add(guard.id() + lease.what())) {
                String text = done
                        ? "the lease on " + lease.what() + " ended: " + ((Outcome.Done) outcome).evidence()
                        : "the lease on " + lease.what() + " is over and cannot be ended yet: " + outcome;
                transaction.executeWithoutResult(status -> trail.append(
                        guard.id(), "sternway", Entry.Kind.LEASE_ENDED, text, Map.of("done", String.valueOf(done))));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Exception trouble) {
            LOG.warn("The lease on {} is over and cannot be ended: {}", lease.what(), trouble.getMessage());
        }
    }

    private <I extends Record> Outcome undo(Runs.Run run, Lease lease, Executor<I> executor) throws Exception {
        I inputs = executors.bind(executor, lease.with());
        Step step = Step.of(
                Activity.REOPEN, "End the lease on " + lease.what(), lease.uses(), lease.with(), Optional.empty());
        StepRef ref = new StepRef(
                run.id(), Phase.VALIDATION, Activity.REOPEN, lease.what().hashCode());
        return executor.undo(inputs, contexts.open(run, ref, step, () -> true, new Output(), Work.unnamed()));
    }

    @PreDestroy
    void close() {
        timer.shutdownNow();
    }
}
