package dev.sternway.run.alert;

import dev.sternway.base.DurationText;
import dev.sternway.ledger.Entry;
import dev.sternway.plan.Trigger;
import dev.sternway.run.Guard;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.alert.ReceivedAlert.State;
import dev.sternway.run.watching.FireTrigger;
import dev.sternway.run.watching.Verdicts;
import dev.sternway.watch.Verdict;
import dev.sternway.watch.alert.Alert;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Acts on alerts that wait: at once, when their trigger's {@code for} is over, and again when a node died over one. */
@Component
class ActOnAlerts {
    private static final Logger LOG = LoggerFactory.getLogger(ActOnAlerts.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final DateTimeFormatter SINCE =
            DateTimeFormatter.ofPattern("d MMM HH:mm:ss 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final long SWEEP_MILLIS = 1_000;
    private static final int AT_ONCE = 100;
    private static final int THREADS = 2;

    private final Alerts alerts;
    private final Runs runs;
    private final Verdicts verdicts;
    private final Trail trail;
    private final FireTrigger fire;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(THREADS, task -> {
        Thread thread = new Thread(task, "alerts");
        thread.setDaemon(true);
        return thread;
    });

    ActOnAlerts(Alerts alerts, Runs runs, Verdicts verdicts, Trail trail, FireTrigger fire, Clock clock) {
        this.alerts = alerts;
        this.runs = runs;
        this.verdicts = verdicts;
        this.trail = trail;
        this.fire = fire;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        threads.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    void soon(ReceivedAlert received) {
        if (received.state() == State.WAITING && !received.dueAt().isAfter(clock.instant())) {
            // what does not fit is found by the next sweep
            if (threads.getQueue().size() < AT_ONCE) {
                threads.execute(() -> guarded(received));
            }
        }
    }

    void resolved(ReceivedAlert received) {
        received.guardId().ifPresent(guard -> {
            Alert alert = received.alert();
            verdicts.add(
                    guard,
                    verdict(
                            received,
                            Verdict.Outcome.QUIET,
                            "resolved at " + alert.endsAt().orElseThrow()));
            trail.append(
                    received.rollbackId().orElse(guard),
                    alert.source(),
                    Entry.Kind.VERDICT,
                    "alert " + alert.name() + " is resolved",
                    Map.of("fingerprint", alert.fingerprint()));
        });
    }

    private void sweep() {
        try {
            alerts.due(clock.instant(), AT_ONCE).forEach(this::guarded);
        } catch (RuntimeException away) {
            LOG.warn("Alerts that wait cannot be read: {}", away.getMessage());
        }
    }

    /** What fails is taken up again when its lease is over. */
    private void guarded(ReceivedAlert received) {
        try {
            if (alerts.claim(received, clock.instant().plus(LEASE))) {
                act(received);
            }
        } catch (RuntimeException trouble) {
            LOG.warn("Alert {} waits for another try: {}", received.alert().name(), trouble.getMessage());
        }
    }

    private void act(ReceivedAlert received) {
        Instant now = clock.instant();
        Runs.Run run = runs.get(received.guardId().orElseThrow());
        Trigger trigger = run.plan().triggers().stream()
                .filter(it -> it.id().equals(received.triggerId().orElse("")))
                .findFirst()
                .orElseThrow();
        if (run.guard().state() != Guard.State.ARMED) {
            alerts.replace(received.became(
                    State.REFUSED, "the guard is not armed but " + run.guard().state(), Optional.empty()));
            return;
        }
        String lasted = trigger.lasting().isZero() ? "" : ", held for " + DurationText.format(trigger.lasting());
        String why = said(received.alert()) + lasted;
        Verdict verdict = verdict(received, Verdict.Outcome.FIRED, why);
        verdicts.add(
                run.guard().id(),
                new Verdict(
                        verdict.triggerId(),
                        now,
                        verdict.query(),
                        verdict.value(),
                        verdict.rule(),
                        verdict.outcome(),
                        why));
        String key = "alert/" + run.guard().id() + "/" + received.alert().fingerprint() + "/"
                + received.alert().startsAt();
        FireTrigger.Fired fired = fire.fire(run.guard(), trigger, verdict, key);
        State state = switch (fired.what()) {
            case OBSERVED -> State.OBSERVED;
            case STARTED -> State.STARTED;
            case REFUSED -> State.REFUSED;
        };
        alerts.replace(received.became(state, fired.why(), fired.rollbackId()));
    }

    private Verdict verdict(ReceivedAlert received, Verdict.Outcome outcome, String why) {
        Alert alert = received.alert();
        return new Verdict(
                received.triggerId().orElse(""),
                clock.instant(),
                asked(alert),
                OptionalDouble.empty(),
                "firing",
                outcome,
                why);
    }

    /** Names and values of the labels, without the name of the alert itself and what only leads it here. */
    private static String asked(Alert alert) {
        String labels = new java.util.TreeMap<>(alert.labels())
                .entrySet().stream()
                        .filter(label -> !label.getKey().equals("alertname")
                                && !label.getKey().startsWith("sternway_"))
                        .map(label -> label.getKey() + " " + label.getValue())
                        .collect(java.util.stream.Collectors.joining(", "));
        return "the alert " + alert.name() + (labels.isEmpty() ? "" : " with " + labels);
    }

    private static String said(Alert alert) {
        return alert.source() + " reports " + alert.name() + " since " + SINCE.format(alert.startsAt())
                + (alert.summary().isBlank() ? "" : ": " + alert.summary());
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
