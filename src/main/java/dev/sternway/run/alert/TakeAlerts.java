package dev.sternway.run.alert;

import dev.sternway.base.ProblemException;
import dev.sternway.run.Guard;
import dev.sternway.run.alert.FindGuard.Meant;
import dev.sternway.run.alert.ReceivedAlert.State;
import dev.sternway.watch.alert.Alert;
import dev.sternway.watch.alert.AlertFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Keeps what comes in, each alert once, and has it acted on after the sender was answered. */
@Component
public class TakeAlerts {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Alerts alerts;
    private final FindGuard find;
    private final ActOnAlerts act;
    private final Clock clock;

    TakeAlerts(Alerts alerts, FindGuard find, ActOnAlerts act, Clock clock) {
        this.alerts = alerts;
        this.find = find;
        this.act = act;
        this.clock = clock;
    }

    /** @param fresh false when it came before */
    public record Taken(String fingerprint, String name, State state, boolean fresh, String why) {}

    /**
     * @param headers by lower-case name
     * @throws ProblemException SW-0610 when the body cannot be read, SW-0611 or SW-0612 when none of its alerts has a trigger
     */
    public List<Taken> take(AlertFormat format, byte[] body, Map<String, String> headers) {
        List<Taken> taken = new ArrayList<>();
        List<ProblemException> unknown = new ArrayList<>();
        for (Alert alert : format.read(body, headers)) {
            try {
                taken.add(alert.resolved() ? resolve(alert) : take(alert));
            } catch (ProblemException nobody) {
                unknown.add(nobody);
                taken.add(new Taken(
                        alert.fingerprint(),
                        alert.name(),
                        State.UNKNOWN,
                        true,
                        nobody.problem().what()));
            }
        }
        if (unknown.size() == taken.size()) {
            throw unknown.get(0);
        }
        return taken;
    }

    private Taken take(Alert alert) {
        Instant now = clock.instant();
        Optional<ReceivedAlert> before = alerts.seen(alert, now);
        if (before.isPresent() && !again(before.get(), now)) {
            return taken(before.get(), false);
        }
        ReceivedAlert received;
        try {
            received = about(alert, find.meant(alert), now);
        } catch (ProblemException nobody) {
            keep(ReceivedAlert.fresh(alert, State.UNKNOWN, nobody.problem().what(), now), before);
            throw nobody;
        }
        if (!keep(received, before)) {
            return taken(alerts.seen(alert, now).orElse(received), false);
        }
        act.soon(received);
        return taken(received, before.isEmpty());
    }

    private static boolean again(ReceivedAlert before, Instant now) {
        boolean patient =
                before.state() != State.REFUSED || !now.isBefore(before.dueAt().plus(PATIENCE));
        return before.state().open() && patient;
    }

    private static ReceivedAlert about(Alert alert, Meant meant, Instant now) {
        if (meant.guard().state() == Guard.State.ROLLING_BACK) {
            return ReceivedAlert.fresh(alert, State.REFUSED, "a rollback of its plan runs already", now)
                    .about(meant.guard().id(), meant.trigger().id(), now);
        }
        Instant armed = meant.guard().armedAt().orElse(now);
        boolean earlier = alert.startsAt().isBefore(armed);
        return ReceivedAlert.fresh(
                        alert,
                        earlier ? State.EARLIER : State.WAITING,
                        earlier
                                ? "it fires since " + alert.startsAt() + ", before the guard was armed at " + armed
                                : "it is acted on",
                        now)
                .about(
                        meant.guard().id(),
                        meant.trigger().id(),
                        now.plus(meant.trigger().lasting()));
    }

    private boolean keep(ReceivedAlert received, Optional<ReceivedAlert> before) {
        if (before.isEmpty()) {
            return alerts.add(received);
        }
        alerts.replace(received);
        return true;
    }

    private Taken resolve(Alert alert) {
        List<ReceivedAlert> ended = alerts.resolve(alert);
        ended.forEach(act::resolved);
        return ended.stream()
                .findFirst()
                .map(it -> taken(it, true))
                .orElseGet(() ->
                        new Taken(alert.fingerprint(), alert.name(), State.CALMED, false, "no such alert was firing"));
    }

    private static Taken taken(ReceivedAlert received, boolean fresh) {
        return new Taken(
                received.alert().fingerprint(), received.alert().name(), received.state(), fresh, received.why());
    }
}
