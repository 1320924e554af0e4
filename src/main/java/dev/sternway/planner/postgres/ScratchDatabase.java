package dev.sternway.planner.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** A PostgreSQL database that may be changed, dropped and made again at will; never a target. */
public interface ScratchDatabase {
    String name();

    /** A new connection to it, as a user who owns everything in it. */
    Connection connect() throws SQLException;

    /** A new connection to another database of the same server. */
    Connection maintenance() throws SQLException;
}
