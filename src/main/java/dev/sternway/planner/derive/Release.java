package dev.sternway.planner.derive;

import java.util.List;
import java.util.Optional;

/**
 * What is derived.
 *
 * @param id of the plan
 * @param database name of the target in the plan
 * @param url of the target, where it is known
 * @param server version on which it was proven
 * @param realSize the scratch database was a copy of the target, so that times and counts are the target's
 * @param steps in the order in which they run
 */
public record Release(
        String id,
        String database,
        Optional<String> url,
        Optional<String> user,
        String server,
        boolean realSize,
        List<ProvenStep> steps) {
    public Release {
        steps = List.copyOf(steps);
    }
}
