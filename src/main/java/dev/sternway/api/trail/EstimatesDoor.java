package dev.sternway.api.trail;

import dev.sternway.run.times.Estimates;
import dev.sternway.run.times.Spread;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How long steps took in past runs. */
@RestController
class EstimatesDoor {
    private final Estimates estimates;

    EstimatesDoor(Estimates estimates) {
        this.estimates = estimates;
    }

    /** Times in milliseconds. */
    record Times(long p50Millis, long p90Millis, int samples) {
        static Map<String, Times> of(Map<String, Spread> spreads) {
            Map<String, Times> times = new LinkedHashMap<>();
            spreads.forEach((step, spread) -> times.put(
                    step, new Times(spread.p50().toMillis(), spread.p90().toMillis(), spread.samples())));
            return times;
        }
    }

    /** @param environments staging first */
    record Found(String plan, Map<String, Times> steps, Map<String, Map<String, Times>> environments) {}

    @GetMapping("/api/estimates")
    Found of(@RequestParam String plan) {
        Map<String, Map<String, Times>> environments = new LinkedHashMap<>();
        estimates.byEnvironment(plan).forEach((name, spreads) -> environments.put(name, Times.of(spreads)));
        return new Found(plan, Times.of(estimates.of(plan)), environments);
    }
}
