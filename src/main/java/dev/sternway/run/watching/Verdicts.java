package dev.sternway.run.watching;

import dev.sternway.plan.Trigger;
import dev.sternway.watch.Verdict;
import java.time.Instant;
import java.util.List;

/** Where verdicts are kept, near misses too. */
public interface Verdicts {
    void add(String guardId, Verdict verdict);

    /** The newest of each trigger. */
    List<Verdict> latest(String guardId);

    /** The newest of one trigger, oldest first. */
    List<Verdict> recent(String guardId, String triggerId, int limit);

    /**
     * Leaves one of all alike that a trigger spoke within one hour, with how many they were; never of the newest of a trigger,
     * never what led to a firing. What is older than half a year goes.
     *
     * @return how many are gone
     */
    long condense(Instant now);

    /** Whether its firing was acted on: it started a rollback, or only observes and fired. */
    boolean acted(String guardId, Trigger trigger);
}
