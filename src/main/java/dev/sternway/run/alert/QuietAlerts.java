package dev.sternway.run.alert;

import dev.sternway.plan.Trigger;
import dev.sternway.run.Runs;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Whether alerts that a plan waits for fire already, while it is being armed. */
@Component
public class QuietAlerts {
    /** Longer than Alertmanager waits between repeats; who is silent for so long is forgotten. */
    private static final Duration REMEMBERED = Duration.ofHours(4).plusMinutes(10);

    private final Alerts alerts;
    private final FindGuard find;
    private final Clock clock;

    QuietAlerts(Alerts alerts, FindGuard find, Clock clock) {
        this.alerts = alerts;
        this.find = find;
        this.clock = clock;
    }

    /** One line for each trigger whose alert was received and not resolved. */
    public List<String> loud(Runs.Run run) {
        List<String> loud = new ArrayList<>();
        for (Trigger trigger : run.plan().triggers()) {
            trigger.watch()
                    .alert()
                    .ifPresent(watched -> alerts
                            .firing(watched.name(), clock.instant().minus(REMEMBERED))
                            .stream()
                            .filter(it -> find.concerns(it.alert(), run.guard()))
                            .findFirst()
                            .ifPresent(it -> loud.add(trigger.id() + ": the alert " + watched.name() + " fires since "
                                    + it.alert().startsAt())));
        }
        return loud;
    }
}
