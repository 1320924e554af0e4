package dev.sternway.run.watching;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.base.ProblemException;
import dev.sternway.plan.Trigger;
import dev.sternway.run.Guards;
import dev.sternway.run.Runs;
import dev.sternway.watch.condition.Baseline;
import dev.sternway.watch.source.PrometheusSource;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.springframework.stereotype.Component;

/** Takes and keeps what was usual before the release. */
@Component
class Baselines {
    private static final Duration WEEK = Duration.ofDays(7);

    private final Guards guards;
    private final OpenSources sources;
    private final ObjectMapper json;
    private final Clock clock;

    Baselines(Guards guards, OpenSources sources, ObjectMapper json, Clock clock) {
        this.guards = guards;
        this.sources = sources;
        this.json = json;
        this.clock = clock;
    }

    private record Kept(List<Double> values, int least, OptionalDouble lastWeek) {}

    Baseline of(Runs.Run run, Trigger trigger) {
        Optional<String> kept = guards.keepsakes(run.guard().id()).find(key(trigger));
        if (kept.isPresent()) {
            return read(kept.get());
        }
        int least = least(trigger);
        return trigger.baseline()
                .map(it -> new Baseline(
                        List.of(),
                        run.guard().armedAt().orElse(clock.instant()).plus(it.over()),
                        least,
                        OptionalDouble.empty()))
                .orElseGet(Baseline::first);
    }

    void keep(String guardId, Trigger trigger, Baseline baseline) {
        try {
            String text = json.writeValueAsString(new Kept(baseline.values(), baseline.least(), baseline.lastWeek()));
            guards.keepsakes(guardId).keep(key(trigger), text);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * From the past, when the source knows it.
     *
     * @return why there is none; empty when all is well or the trigger learns after arming
     */
    Optional<String> capture(Runs.Run run, Trigger trigger) {
        Optional<PrometheusSource> source = sources.withPast(run, trigger);
        if (trigger.baseline().isEmpty() || source.isEmpty()) {
            return Optional.empty();
        }
        try {
            Trigger.Baseline wanted = trigger.baseline().get();
            Instant now = clock.instant();
            List<Double> values = values(source.get(), now.minus(wanted.over()), now);
            if (values.size() < least(trigger)) {
                return Optional.of("its baseline has only " + values.size() + " values of " + least(trigger));
            }
            OptionalDouble lastWeek = wanted.lastWeek()
                    ? values(source.get(), now.minus(WEEK).minus(wanted.over()), now.minus(WEEK)).stream()
                            .mapToDouble(Double::doubleValue)
                            .average()
                    : OptionalDouble.empty();
            keep(run.guard().id(), trigger, new Baseline(values, now, least(trigger), lastWeek));
            return Optional.empty();
        } catch (IOException failure) {
            return Optional.of("its baseline cannot be asked for: " + failure.getMessage());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.of("stopped");
        }
    }

    private static List<Double> values(PrometheusSource source, Instant from, Instant to)
            throws IOException, InterruptedException {
        return source.points(from, to, Optional.empty()).stream()
                .map(PrometheusSource.Point::value)
                .filter(Double::isFinite)
                .toList();
    }

    private static int least(Trigger trigger) {
        return Math.max(
                trigger.baseline().map(Trigger.Baseline::points).orElse(1),
                trigger.statistics().map(Trigger.Statistics::points).orElse(1));
    }

    private Baseline read(String text) {
        try {
            Kept kept = json.readValue(text, Kept.class);
            return new Baseline(kept.values(), Instant.MIN, kept.least(), kept.lastWeek());
        } catch (JsonProcessingException broken) {
            throw new ProblemException(
                    new dev.sternway.base.Problem(
                            "SW-0715", "A baseline that was kept cannot be read", text, "Arm the plan again"),
                    broken);
        }
    }

    private static String key(Trigger trigger) {
        return "baseline/" + trigger.id();
    }
}
