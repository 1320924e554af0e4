package dev.sternway.run;

import java.util.Map;

/** The process engine, as far as the use cases need it. */
public interface RollbackEngine {
    void startGuard(String guardId, String requestedBy);

    /** @param end release-confirmed, guard-disarmed or rollback-requested */
    boolean endGuard(String guardId, String end);

    /** Starts the rollback process with its start variables and returns the rollback's id. */
    String startRollback(Map<String, Object> variables, String requestedBy);
}
