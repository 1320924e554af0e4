package dev.sternway.database.mariadb.copy;

import dev.sternway.database.mariadb.MariaAccess;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Connections for work on whole schemas: every value passes as it is, and nothing waits for a lock for long. */
public final class Session {
    /** Also what a session returns to after it took on the settings of a stored object. */
    static final String SETTINGS =
            "SET SESSION character_set_client = utf8mb4, collation_connection = utf8mb4_general_ci,"
                    + " sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES,NO_ENGINE_SUBSTITUTION'";

    /** Times pass as they are stored; only an event is made in the zone that the server lives in. */
    static final String ZONE = "SET SESSION time_zone = '+00:00'";

    private static final String PATIENCE =
            "SET SESSION lock_wait_timeout = 30, innodb_lock_wait_timeout = 30," + " max_statement_time = 0";

    private Session() {}

    public static Connection open(MariaAccess access) throws SQLException {
        Connection connection = access.connect();
        run(connection, SETTINGS);
        run(connection, ZONE);
        run(connection, PATIENCE);
        return connection;
    }

    /** For filling empty tables with rows that were checked when they were written. */
    public static Connection filling(MariaAccess access) throws SQLException {
        Connection connection = open(access);
        run(connection, "SET SESSION foreign_key_checks = 0, unique_checks = 0, check_constraint_checks = 0");
        return connection;
    }

    public static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
