package dev.sternway.run;

import dev.sternway.run.followup.Remaining;
import java.time.Duration;
import java.util.Map;

/** The process engine, as far as the use cases need it. */
public interface RollbackEngine {
    void startGuard(String guardId, String requestedBy);

    /** Watches an armed guard again whose process ended, until the time that is left is over. */
    void watchGuard(String guardId, Duration left);

    /** @param end release-confirmed, guard-disarmed, rollback-requested, or arming-withdrawn before it is armed */
    boolean endGuard(String guardId, String end);

    /** @return false when no restore of the rollback waits for approval */
    boolean withdrawRestore(String rollbackId);

    /** Lets a rollback go on that waited for its targets. */
    void targetsFree(String rollbackId);

    /** Makes a task of it for its owner. */
    void startFollowUp(Remaining work);

    /** Starts the rollback process with its start variables and returns the rollback's id. */
    String startRollback(Map<String, Object> variables, String requestedBy);
}
