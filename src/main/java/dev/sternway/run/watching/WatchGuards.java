package dev.sternway.run.watching;

import dev.sternway.base.ProblemException;
import dev.sternway.ledger.Entry;
import dev.sternway.plan.Trigger;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.duty.OnDuty;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Watches the triggers of armed guards and starts a rollback when one fires. */
@Component
public class WatchGuards {
    private static final Logger LOG = LoggerFactory.getLogger(WatchGuards.class);
    private static final String WATCHER = "trigger watch";
    private static final int REMEMBERED = 60;
    /** One bad answer is no fire: a share of two requests, or a service that was slow once. */
    private static final int LOOKS = 3;

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final CountDownLatch NEVER = new CountDownLatch(1);

    private final Runs runs;
    private final Guards guards;
    private final Verdicts verdicts;
    private final Trail trail;
    private final OpenSources sources;
    private final Baselines baselines;
    private final FireTrigger fire;
    private final SendMessage send;
    private final OnDuty duty;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor clockwork = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "watched guards");
        thread.setDaemon(true);
        return thread;
    });
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
            OnDuty duty,
            Clock clock) {
        this.runs = runs;
        this.guards = guards;
        this.verdicts = verdicts;
        this.trail = trail;
        this.sources = sources;
        this.baselines = baselines;
        this.fire = fire;
        this.send = send;
        this.duty = duty;
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
    void start() {
        follow();
        clockwork.scheduleWithFixedDelay(this::follow, 1, 1, TimeUnit.SECONDS);
    }

    /** On the node on duty all armed guards are watched, wherever they were armed, until they end; elsewhere none. */
    private void follow() {
        try {
            Set<String> armed = in(Guard.State.ARMED);
            Set<String> rollingBack = in(Guard.State.ROLLING_BACK);
            watcher.watched().stream()
                    .filter(id -> !armed.contains(id) && !rollingBack.contains(id))
                    .forEach(watcher::stop);
            armed.stream().filter(id -> !watcher.watched().contains(id)).forEach(this::begin);
        } catch (RuntimeException away) {
            LOG.warn("Triggers wait: {}", away.getMessage());
        }
    }

    private Set<String> in(Guard.State state) {
        return duty.mine() ? guards.in(state).stream().map(Guard::id).collect(Collectors.toSet()) : Set.of();
    }

    private void begin(String guardId) {
        try {
            start(guardId);
        } catch (RuntimeException unwatched) {
            LOG.warn("The triggers of {} cannot be watched: {}", guardId, unwatched.getMessage());
        }
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
        Optional<String> loud = look(run, trigger, rule, source.get());
        for (int look = 1; look < LOOKS && loud.isPresent() && pause(trigger); look++) {
            loud = look(run, trigger, rule, source.get());
        }
        return loud;
    }

    private Optional<String> look(Runs.Run run, Trigger trigger, Rule rule, Source source) {
        Sample sample = source.ask();
        Verdict verdict = TriggerState.with(baselines.of(run, trigger))
                .next(trigger, rule, source.query(), sample, clock.instant())
                .verdict();
        verdicts.add(run.guard().id(), verdict);
        boolean bad = verdict.outcome() == Outcome.FIRED || verdict.outcome() == Outcome.BREACHING;
        boolean quiet = verdict.outcome().calm() || !bad && !(sample instanceof Sample.Down);
        return quiet ? Optional.empty() : Optional.of(verdict.why());
    }

    /** @return false when nobody waits any more */
    private static boolean pause(Trigger trigger) {
        try {
            Duration every = trigger.every();
            Duration wait = every.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : every;
            return !NEVER.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** At once on this node; another sees it within a second. */
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
        if (!duty.mine()) {
            return true;
        }
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
            String text = VerdictWords.sentence(runs.get(guardId).plan(), verdict) + " Asked was: " + verdict.query();
            trail.append(guardId, WATCHER, Entry.Kind.VERDICT, text, Map.of("rule", verdict.rule()));
            send.later(
                    runs.get(guardId),
                    text
                            + ". To roll back ${feature} in ${environment}: sternway fire ${plan} --environment ${environment}");
        }
    }

    @PreDestroy
    void close() {
        clockwork.shutdownNow();
        watcher.close();
    }
}
