package dev.sternway.executor.cheapest;

import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import java.sql.SQLException;

/** How one kind of database goes each of the ways. */
public interface Ways {
    /** Whether that clone, or copy, still stands on the server. */
    boolean exists(String clone) throws SQLException;

    Probe probe(Rung rung) throws Exception;

    /** @param most share of the bytes, 0 to 1, beyond which single tables are refused */
    Outcome run(Rung rung, double most) throws Exception;
}
