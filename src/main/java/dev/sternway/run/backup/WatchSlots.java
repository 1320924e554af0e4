package dev.sternway.run.backup;

import dev.sternway.database.decode.ChangeSlot;
import dev.sternway.executor.Keepsakes;
import dev.sternway.ledger.Entry;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.duty.OnDuty;
import dev.sternway.run.step.TargetAccess;
import jakarta.annotation.PreDestroy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Sees to it that no log of writes fills a server's disk: drops it at a limit, and when its guard stands no more. */
@Component
public class WatchSlots {
    private static final Logger LOG = LoggerFactory.getLogger(WatchSlots.class);
    private static final int LATEST = 1000;

    private final OnDuty duty;
    private final Guards guards;
    private final Runs runs;
    private final TargetAccess targets;
    private final Trail trail;
    private final TransactionTemplate transaction;
    private final long limit;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    WatchSlots(
            Guards guards,
            Runs runs,
            TargetAccess targets,
            Trail trail,
            PlatformTransactionManager transactions,
            @Value("${sternway.slot-limit-mb:2048}") long limitMb,
            OnDuty duty) {
        this.duty = duty;
        this.guards = guards;
        this.runs = runs;
        this.targets = targets;
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
        this.limit = limitMb << 20;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        clock.scheduleWithFixedDelay(this::look, 10, 30, TimeUnit.SECONDS);
    }

    private void look() {
        if (!duty.mine()) {
            return;
        }
        for (Guard guard : guards.latest(LATEST)) {
            try {
                look(runs.get(guard.id()));
            } catch (Exception unreachable) {
                LOG.warn("The log of writes of {} cannot be looked after: {}", guard.id(), unreachable.getMessage());
            }
        }
    }

    private void look(Runs.Run run) throws Exception {
        String database = run.plan().safeguards().backup().database();
        Keepsakes notes = guards.keepsakes(run.guard().id());
        Optional<String> name = notes.find("slot/" + database);
        if (name.isEmpty()) {
            return;
        }
        ChangeSlot slot = new ChangeSlot(targets.database(run, database), name.get());
        Optional<Long> held = slot.held();
        String why = "";
        if (!run.guard().state().alive()) {
            why = "the guard ended";
        } else if (held.isEmpty()) {
            why = "the server gave the log up";
        } else if (held.get() > limit) {
            why = "the log held " + held.get() + " bytes, more than " + limit;
        }
        if (!why.isEmpty()) {
            slot.drop();
            notes.keep("slot-lost/" + database, why);
            notes.forget("slot/" + database);
            String text = "keeps no log of writes to " + database + " any more: " + why;
            transaction.executeWithoutResult(
                    status -> trail.append(run.guard().id(), "sternway", Entry.Kind.SLOT_DROPPED, text, Map.of()));
        }
    }

    @PreDestroy
    void close() {
        clock.shutdownNow();
    }
}
