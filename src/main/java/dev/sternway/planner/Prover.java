package dev.sternway.planner;

import java.sql.SQLException;

/**
 * Derives and proves the way back of one migration after the other on one scratch database. After each call the scratch database
 * holds the migrated state, whatever the outcome, except after {@link Outcome#FAILED_FORWARD}: then it is as it was before.
 */
public interface Prover extends AutoCloseable {
    /** @throws SQLException when the scratch database itself is lost; what the migration does wrong is in the proof */
    Proof prove(Migration migration) throws SQLException;

    @Override
    void close() throws SQLException;
}
