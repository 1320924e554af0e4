package dev.sternway.run.lock;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the locks on targets are kept. */
public interface Locks {
    /** @param target name of a target, or the address of a database, under whichever name a plan has it */
    record Held(String environment, String target, String rollbackId, Instant since) {}

    /** Takes all or none. @return the rollback that holds one of them already */
    Optional<String> take(String rollbackId, String environment, Set<String> targets, Instant now);

    /** By environment and target. */
    List<Held> held();

    void release(String rollbackId);

    /** @return what was held, empty when nobody held it */
    Optional<Held> release(String environment, String target);
}
