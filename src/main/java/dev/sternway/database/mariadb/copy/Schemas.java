package dev.sternway.database.mariadb.copy;

import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Quote;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The schemas of one server. */
public final class Schemas {
    private final MariaAccess server;

    public Schemas(MariaAccess any) {
        this.server = any.other("");
    }

    public boolean exists(String schema) throws SQLException {
        try (Connection connection = server.connect()) {
            return exists(connection, schema);
        }
    }

    static boolean exists(Connection connection, String schema) throws SQLException {
        return !Sql.column(connection, "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?", schema)
                .isEmpty();
    }

    public void drop(String schema) throws SQLException {
        try (Connection connection = Session.open(server)) {
            Session.run(connection, "SET SESSION foreign_key_checks = 0");
            Session.run(connection, "DROP DATABASE IF EXISTS " + Quote.name(schema));
        }
    }

    /** An empty schema with this character set, in the place of one of that name. */
    public void create(String schema, String charset) throws SQLException {
        drop(schema);
        server.execute("CREATE DATABASE " + Quote.name(schema) + " " + charset);
    }

    /** Names of tables and sequences. */
    public static List<String> tables(Connection connection, String schema) throws SQLException {
        return Sql.column(
                connection,
                "SELECT table_name FROM information_schema.tables WHERE table_schema = ? AND table_type <> 'VIEW'"
                        + " ORDER BY 1",
                schema);
    }

    /** Rows and indexes of all tables, in bytes; an estimate of the server's. */
    public long bytes(String schema) throws SQLException {
        try (Connection connection = server.connect()) {
            return Sql.number(
                    connection,
                    "SELECT CAST(COALESCE(SUM(COALESCE(data_length, 0) + COALESCE(index_length, 0)), 0) AS SIGNED)"
                            + " FROM information_schema.tables WHERE table_schema = ? AND table_type <> 'VIEW'",
                    schema);
        }
    }
}
