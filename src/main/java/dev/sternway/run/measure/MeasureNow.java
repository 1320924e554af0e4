package dev.sternway.run.measure;

import dev.sternway.run.Guard;
import dev.sternway.run.Rollback;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Counts what is open when somebody asks for metrics, at most every few seconds. */
@Component
class MeasureNow {
    private static final Logger LOG = LoggerFactory.getLogger(MeasureNow.class);
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Counts.Now UNKNOWN = new Counts.Now(Map.of(), Map.of(), Map.of());

    private final Counts counts;
    private final Clock clock;
    private Instant lookedAt = Instant.EPOCH;
    private Counts.Now last = UNKNOWN;

    MeasureNow(Counts counts, Clock clock, MeterRegistry registry) {
        this.counts = counts;
        this.clock = clock;
        for (Meters meter : Meters.values()) {
            boolean counted = meter.kind() == Meters.Kind.GAUGE || meter.kind() == Meters.Kind.SECONDS;
            if (counted && meter.tags().isEmpty()) {
                gauge(registry, meter, now -> now.simple().getOrDefault(meter, Double.NaN));
            }
        }
        Arrays.stream(Rollback.State.values())
                .filter(state -> !state.ended())
                .forEach(state -> states(registry, Meters.OPEN, state, Counts.Now::rollbacks));
        Arrays.stream(Guard.State.values())
                .filter(Guard.State::alive)
                .forEach(state -> states(registry, Meters.GUARDS, state, Counts.Now::guards));
    }

    private void states(
            MeterRegistry registry, Meters meter, Enum<?> state, Function<Counts.Now, Map<String, Long>> of) {
        gauge(
                registry,
                meter,
                now -> now == UNKNOWN ? Double.NaN : of.apply(now).getOrDefault(state.name(), 0L),
                "state",
                state.name().toLowerCase(Locale.ROOT));
    }

    private void gauge(MeterRegistry registry, Meters meter, ToDoubleFunction<Counts.Now> value, String... tags) {
        Gauge.Builder<?> gauge = Gauge.builder(meter.id(), this, it -> value.applyAsDouble(it.look()))
                .description(meter.about())
                .tags(tags);
        (meter.kind() == Meters.Kind.SECONDS ? gauge.baseUnit("seconds") : gauge).register(registry);
    }

    /** While the database is away there are no values, rather than old ones. */
    private synchronized Counts.Now look() {
        Instant now = clock.instant();
        if (Duration.between(lookedAt, now).compareTo(FRESH) >= 0) {
            lookedAt = now;
            try {
                last = counts.at(now);
            } catch (RuntimeException away) {
                LOG.warn("What is open cannot be counted: {}", away.getMessage());
                last = UNKNOWN;
            }
        }
        return last;
    }
}
