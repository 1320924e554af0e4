package dev.sternway.run.arm;

import dev.sternway.base.ProblemException;
import dev.sternway.database.backup.Certificate;
import dev.sternway.ledger.Entry;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.Runs;
import dev.sternway.run.Trail;
import dev.sternway.run.alert.QuietAlerts;
import dev.sternway.run.backup.ProvenBackup;
import dev.sternway.run.step.SendMessage;
import dev.sternway.run.trace.ArmingEnded;
import dev.sternway.run.watching.WatchGuards;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Arms a guard whose backup is proven and approved; its triggers must be quiet and its steps possible. */
@Component
public class ArmGuard {
    private final Runs runs;
    private final Guards guards;
    private final Trail trail;
    private final ProvenBackup backup;
    private final WatchGuards watch;
    private final QuietAlerts alerts;
    private final ReadySteps steps;
    private final SendMessage send;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    ArmGuard(
            Runs runs,
            Guards guards,
            Trail trail,
            ProvenBackup backup,
            WatchGuards watch,
            QuietAlerts alerts,
            ReadySteps steps,
            SendMessage send,
            Clock clock,
            ApplicationEventPublisher events) {
        this.events = events;
        this.backup = backup;
        this.runs = runs;
        this.guards = guards;
        this.trail = trail;
        this.watch = watch;
        this.alerts = alerts;
        this.steps = steps;
        this.send = send;
        this.clock = clock;
    }

    /**
     * A refusal leaves the transaction whole, so that the process can take its own way from there.
     *
     * @throws ProblemException SW-0491 or SW-0420 when the backup is not as its certificate says, SW-0711 when a trigger fires already or cannot be resolved,
     *     SW-1130 when a step could not be done
     */
    @Transactional(noRollbackFor = ProblemException.class)
    public void arm(String guardId) {
        Runs.Run run = runs.get(guardId);
        if (run.guard().state() == Guard.State.ARMED) {
            return;
        }
        Certificate certificate = backup.require(run);
        watch.requireQuiet(run, alerts.loud(run));
        Map<String, String> detail = new TreeMap<>(steps.require(run));
        Instant now = clock.instant();
        Instant expiry = now.plus(run.plan().safeguards().backup().valid());
        guards.replace(run.guard().armed(now, expiry));
        detail.put("triggers", String.valueOf(run.plan().triggers().size()));
        detail.put("backup", certificate.text());
        trail.append(guardId, "sternway", Entry.Kind.ARMED, "armed until " + expiry, detail);
        send.later(run, run.plan().communication().before());
        events.publishEvent(new ArmingEnded(guardId));
    }
}
