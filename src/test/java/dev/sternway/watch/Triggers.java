package dev.sternway.watch;

import dev.sternway.plan.Trigger;
import dev.sternway.plan.Trigger.NoData;
import java.time.Duration;
import java.util.Optional;

/** Triggers as a plan would write them. */
final class Triggers {
    private Triggers() {}

    static Trigger trigger(String breach, Duration lasting, NoData noData) {
        Trigger.Watch watch = new Trigger.Watch(
                Optional.of(new Trigger.Http("api", "/metrics", Optional.of("/value"), Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new Trigger(
                "errors",
                Optional.empty(),
                watch,
                Optional.of(breach),
                lasting,
                Duration.ofMillis(100),
                Optional.of(noData),
                Trigger.Mode.PROPOSE,
                Trigger.Severity.MAJOR,
                Optional.empty());
    }

    static Trigger.Http http(String path, String value, String of) {
        return new Trigger.Http(
                "api",
                path,
                Optional.of(value).filter(it -> !it.isEmpty()),
                Optional.of(of).filter(it -> !it.isEmpty()));
    }
}
