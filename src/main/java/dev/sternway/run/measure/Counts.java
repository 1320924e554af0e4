package dev.sternway.run.measure;

import java.time.Instant;
import java.util.Map;

/** Counts what is open now, for all nodes together. */
public interface Counts {
    /**
     * One look.
     *
     * @param simple by meter, those without tags
     * @param rollbacks that have not ended, by state
     * @param guards that stand, by state
     */
    record Now(Map<Meters, Double> simple, Map<String, Long> rollbacks, Map<String, Long> guards) {
        public Now {
            simple = Map.copyOf(simple);
            rollbacks = Map.copyOf(rollbacks);
            guards = Map.copyOf(guards);
        }
    }

    Now at(Instant now);
}
