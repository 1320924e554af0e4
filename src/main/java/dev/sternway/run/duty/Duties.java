package dev.sternway.run.duty;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Where it is kept which node is on duty, by the clock of the database that all nodes share. */
public interface Duties {
    /** Takes the duty when nobody has it, or goes on having it. @return false while another node has it */
    boolean take(String node, Duration lease);

    /** What time it is for all nodes; empty where there is only one. */
    Optional<Instant> now();

    /** So that another node need not wait for the lease to run out. */
    void leave(String node);
}
