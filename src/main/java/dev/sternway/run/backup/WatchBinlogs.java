package dev.sternway.run.backup;

import dev.sternway.database.mariadb.log.BinlogPlace;
import dev.sternway.database.mariadb.moment.LogSinceArming;
import dev.sternway.executor.Keepsakes;
import dev.sternway.ledger.Entry;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.duty.OnDuty;
import dev.sternway.run.step.TargetAccess;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
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

/** Looks whether servers of MariaDB still keep their binary log since arming, and says once what is lost when they do not. */
@Component
public class WatchBinlogs {
    private static final Logger LOG = LoggerFactory.getLogger(WatchBinlogs.class);
    private static final int LATEST = 1000;

    private final OnDuty duty;
    private final Guards guards;
    private final Runs runs;
    private final TargetAccess targets;
    private final Trail trail;
    private final TransactionTemplate transaction;
    private final Clock time;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    WatchBinlogs(
            Guards guards,
            Runs runs,
            TargetAccess targets,
            Trail trail,
            PlatformTransactionManager transactions,
            Clock time,
            OnDuty duty) {
        this.duty = duty;
        this.guards = guards;
        this.runs = runs;
        this.targets = targets;
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
        this.time = time;
    }

    /** Keepsake of what was said last. */
    static String danger(String database) {
        return "binlog-danger/" + database;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        clock.scheduleWithFixedDelay(this::look, 15, 30, TimeUnit.SECONDS);
    }

    private void look() {
        if (!duty.mine()) {
            return;
        }
        for (Guard guard : guards.latest(LATEST)) {
            try {
                if (guard.state().alive()) {
                    look(runs.get(guard.id()));
                }
            } catch (Exception unreachable) {
                LOG.warn("The binary log of {} cannot be looked after: {}", guard.id(), unreachable.getMessage());
            }
        }
    }

    private void look(Runs.Run run) throws Exception {
        String database = run.plan().safeguards().backup().database();
        Keepsakes notes = guards.keepsakes(run.guard().id());
        Optional<BinlogPlace> place = notes.find("binlog/" + database).map(BinlogPlace::of);
        if (place.isEmpty()) {
            return;
        }
        Optional<String> danger = new LogSinceArming(targets.mariaDb(run, database))
                .danger(place.get(), run.guard().requestedAt(), time.instant());
        if (danger.isEmpty()) {
            notes.forget(danger(database));
        } else if (!danger.equals(notes.find(danger(database)))) {
            notes.keep(danger(database), danger.get());
            LOG.warn("{}: {}", run.guard().id(), danger.get());
            transaction.executeWithoutResult(status ->
                    trail.append(run.guard().id(), "sternway", Entry.Kind.SLOT_DROPPED, danger.get(), Map.of()));
        }
    }

    @PreDestroy
    void close() {
        clock.shutdownNow();
    }
}
