package dev.sternway.run.watching;

import dev.sternway.base.ProblemException;
import dev.sternway.plan.Target;
import dev.sternway.plan.Trigger;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.Runs;
import dev.sternway.run.step.TargetAccess;
import dev.sternway.watch.HttpSource;
import dev.sternway.watch.Sample;
import dev.sternway.watch.Source;
import dev.sternway.watch.SqlSource;
import dev.sternway.watch.TriggerState;
import dev.sternway.watch.Verdict;
import dev.sternway.watch.Watcher;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Watches the triggers of armed guards and starts a rollback when one fires. */
@Component
public class WatchGuards {
    private final Runs runs;
    private final Guards guards;
    private final Verdicts verdicts;
    private final TargetAccess targets;
    private final FireTrigger fire;
    private final Clock clock;
    private final Watcher watcher;

    WatchGuards(Runs runs, Guards guards, Verdicts verdicts, TargetAccess targets, FireTrigger fire, Clock clock) {
        this.runs = runs;
        this.guards = guards;
        this.verdicts = verdicts;
        this.targets = targets;
        this.fire = fire;
        this.clock = clock;
        this.watcher = new Watcher(clock, this::take);
    }

    @EventListener(ApplicationReadyEvent.class)
    void startAll() {
        guards.in(Guard.State.ARMED).forEach(guard -> start(guard.id()));
    }

    /**
     * @param alerts those that fire already
     * @throws ProblemException SW-0711 when a trigger breaches already or its source cannot be asked
     */
    public void requireQuiet(Runs.Run run, List<String> alerts) {
        List<String> loud = new ArrayList<>(alerts);
        for (Watcher.Watched watched : watched(run)) {
            watched.source().ask();
            Sample sample = watched.source().ask();
            Verdict verdict = TriggerState.FRESH
                    .next(watched.trigger(), watched.source().query(), sample, clock.instant())
                    .verdict();
            verdicts.add(run.guard().id(), verdict);
            boolean quiet = verdict.outcome() == Verdict.Outcome.QUIET
                    || sample instanceof Sample.None && verdict.outcome() != Verdict.Outcome.FIRED;
            if (!quiet) {
                loud.add(watched.trigger().id() + ": " + verdict.why());
            }
        }
        if (!loud.isEmpty()) {
            throw ProblemException.of(
                    "SW-0711",
                    "Triggers are not quiet: " + String.join("; ", loud),
                    run.guard().id(),
                    "Mend the service or the trigger, then arm again");
        }
    }

    public void startAfterCommit(String guardId) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            start(guardId);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                start(guardId);
            }
        });
    }

    public void stop(String guardId) {
        watcher.stop(guardId);
    }

    private void start(String guardId) {
        watcher.start(guardId, watched(runs.get(guardId)));
    }

    private List<Watcher.Watched> watched(Runs.Run run) {
        List<Watcher.Watched> watched = new ArrayList<>();
        for (Trigger trigger : run.plan().triggers()) {
            source(run, trigger).ifPresent(source -> watched.add(new Watcher.Watched(trigger, source)));
        }
        return watched;
    }

    private Optional<Source> source(Runs.Run run, Trigger trigger) {
        if (trigger.watch().http().isPresent()) {
            Trigger.Http http = trigger.watch().http().get();
            Target target = targets.target(run, http.target());
            return Optional.of(new HttpSource(http, target.url().orElse(""), targets.authorization(target)));
        }
        return trigger.watch()
                .sql()
                .map(sql -> new SqlSource(
                        sql.query(), () -> targets.database(run, sql.target()).connect()));
    }

    private void take(String guardId, Trigger trigger, Verdict verdict) {
        verdicts.add(guardId, verdict);
        if (verdict.outcome() == Verdict.Outcome.FIRED) {
            Guard guard = guards.find(guardId).orElseThrow();
            fire.fire(guard, trigger, verdict, guardId + "/" + trigger.id() + "/" + verdict.at());
        }
    }

    @PreDestroy
    void close() {
        watcher.close();
    }
}
