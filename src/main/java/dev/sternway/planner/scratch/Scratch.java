package dev.sternway.planner.scratch;

import java.sql.Connection;
import java.sql.SQLException;

/** A database that nobody else uses and that is gone afterwards, also when the program is interrupted. */
public interface Scratch extends AutoCloseable {
    /** A new connection; the caller closes it. */
    Connection connection() throws SQLException;

    /** A new connection to another database of the same server, from which this one can be copied and dropped. */
    Connection maintenance() throws SQLException;

    /** For example {@code 15.19}. */
    String serverVersion();

    /** For people: where it is and what it was made of. */
    String description();

    /** Removes it; closing twice is harmless. @throws dev.sternway.base.ProblemException SW-0467 when it stays behind */
    @Override
    void close();
}
