package dev.sternway.run.watching;

import dev.sternway.base.ProblemException;
import dev.sternway.ledger.Entry;
import dev.sternway.plan.Trigger;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.step.SendMessage;
import dev.sternway.watch.Sample;
import dev.sternway.watch.Source;
import dev.sternway.watch.TriggerState;
import dev.sternway.watch.Verdict;
import dev.sternway.watch.Verdict.Outcome;
import dev.sternway.watch.Watcher;
import dev.sternway.watch.condition.Baseline;
import dev.sternway.watch.condition.Rule;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Watches the triggers of armed guards and starts a rollback when one fires. */
@Component
public class WatchGuards {
    private static final String WATCHER = "trigger watch";
    private static final int REMEMBERED = 60;

    private final Runs runs;
    private final Guards guards;
    private final Verdicts verdicts;
    private final Trail trail;
    private final OpenSources sources;
    private final Baselines baselines;
    private final FireTrigger fire;
    private final SendMessage send;
    private final Clock clock;
    private final Watcher watcher;
    private final Set<String> asking = ConcurrentHashMap.newKeySet();

    WatchGuards(
            Runs runs,
            Guards guards,
            Verdicts verdicts,
            Trail trail,
            OpenSources sources,
            Baselines baselines,
            FireTrigger fire,
            SendMessage send,
            Clock clock) {
        this.runs = runs;
        this.guards = guards;
        this.verdicts = verdicts;
        this.trail = trail;
        this.sources = sources;
        this.baselines = baselines;
        this.fire = fire;
        this.send = send;
        this.clock = clock;
        this.watcher = new Watcher(clock, new Watcher.Listener() {
            @Override
            public boolean verdict(String guardId, Trigger trigger, Verdict verdict) {
                return take(guardId, trigger, verdict);
            }

            @Override
            public void learnt(String guardId, Trigger trigger, Baseline baseline) {
                baselines.keep(guardId, trigger, baseline);
            }
        });
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
        for (Trigger trigger : run.plan().triggers()) {
            try {
                loud(run, trigger).ifPresent(why -> loud.add(trigger.id() + ": " + why));
            } catch (ProblemException unresolved) {
                loud.add(trigger.id() + ": " + unresolved.problem());
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

    private Optional<String> loud(Runs.Run run, Trigger trigger) {
        Rule rule = Rule.of(trigger);
        Optional<Source> source = sources.of(run, trigger, other -> Optional.empty());
        if (source.isEmpty() || trigger.watch().triggers().isPresent()) {
            return Optional.empty();
        }
        Optional<String> unusual = baselines.capture(run, trigger);
        if (unusual.isPresent()) {
            return unusual;
        }
        source.get().ask();
        Sample sample = source.get().ask();
        Verdict verdict = TriggerState.with(baselines.of(run, trigger))
                .next(trigger, rule, source.get().query(), sample, clock.instant())
                .verdict();
        verdicts.add(run.guard().id(), verdict);
        boolean bad = verdict.outcome() == Outcome.FIRED || verdict.outcome() == Outcome.BREACHING;
        boolean quiet = verdict.outcome().calm() || !bad && !(sample instanceof Sample.Down);
        return quiet ? Optional.empty() : Optional.of(verdict.why());
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
        Runs.Run run = runs.get(guardId);
        List<Watcher.Watched> watched = new ArrayList<>();
        for (Trigger trigger : run.plan().triggers()) {
            sources.of(run, trigger, other -> watcher.breaches(guardId, other))
                    .ifPresent(source -> watched.add(new Watcher.Watched(trigger, source, state(run, trigger))));
        }
        watcher.start(guardId, watched);
    }

    /** As before a restart. */
    private TriggerState state(Runs.Run run, Trigger trigger) {
        String guardId = run.guard().id();
        return TriggerState.after(
                verdicts.recent(guardId, trigger.id(), REMEMBERED),
                trigger,
                Rule.of(trigger),
                baselines.of(run, trigger),
                verdicts.acted(guardId, trigger));
    }

    private boolean take(String guardId, Trigger trigger, Verdict verdict) {
        verdicts.add(guardId, verdict);
        ask(guardId, trigger, verdict);
        if (verdict.outcome() != Outcome.FIRED) {
            return true;
        }
        Guard guard = guards.find(guardId).orElseThrow();
        String key = guardId + "/" + trigger.id() + "/" + verdict.at();
        return fire.fire(guard, trigger, verdict, key).what() != FireTrigger.What.REFUSED;
    }

    /** Tells people once, until the trigger sees clearly again. */
    private void ask(String guardId, Trigger trigger, Verdict verdict) {
        String key = guardId + "/" + trigger.id();
        if (verdict.outcome() != Outcome.ASK) {
            asking.remove(key);
        } else if (asking.add(key)) {
            String text = "Trigger " + trigger.id() + " needs a person to look: " + verdict.why() + " ("
                    + verdict.query() + ")";
            trail.append(guardId, WATCHER, Entry.Kind.VERDICT, text, Map.of("rule", verdict.rule()));
            send.later(
                    runs.get(guardId),
                    text
                            + ". To roll back ${feature} in ${environment}: sternway fire ${plan} --environment ${environment}");
        }
    }

    @PreDestroy
    void close() {
        watcher.close();
    }
}
