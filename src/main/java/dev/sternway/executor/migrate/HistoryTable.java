package dev.sternway.executor.migrate;

import dev.sternway.base.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table in which a tool keeps what it applied, found once and then named with its schema. */
public record HistoryTable(String schema, String table) {
    /** How a plan names one. */
    public static final String NAME = "([A-Za-z_]\\w{0,62}\\.)?[A-Za-z_]\\w{0,62}";

    /** @param name as the plan says it; exact letters, schema in front where it is not on the search path */
    public static Optional<HistoryTable> find(Connection connection, String name) throws SQLException {
        try (var query = connection.prepareStatement("select n.nspname, c.relname from pg_class c"
                + " join pg_namespace n on n.oid = c.relnamespace where c.oid = to_regclass(?)")) {
            query.setString(1, "\"" + name.replace(".", "\".\"") + "\"");
            var row = query.executeQuery();
            return row.next() ? Optional.of(new HistoryTable(row.getString(1), row.getString(2))) : Optional.empty();
        }
    }

    /** @throws ProblemException SW-0550 when there is none */
    public static HistoryTable get(Connection connection, String name) throws SQLException {
        Optional<HistoryTable> found = find(connection, name);
        if (found.isEmpty()) {
            throw ProblemException.of(
                    "SW-0550",
                    "The database has no table " + name + ", where the tool keeps its history",
                    connection.getCatalog(),
                    "Give table as schema.name if it is elsewhere; check that the target is the right database");
        }
        return found.get();
    }

    /** By schema and name, as fingerprints name it. */
    public String name() {
        return schema + '.' + table;
    }

    /** As SQL names it. */
    public String quoted() {
        return "\"" + schema + "\".\"" + table + "\"";
    }

    /** Until the transaction ends nobody else writes to it; who reads is not kept waiting. */
    public void lock(Connection connection) throws SQLException {
        execute(connection, "lock table " + quoted() + " in exclusive mode");
    }

    /** First column of a query's rows, as text; {@code %s} in it stands for the table. */
    public List<String> column(Connection connection, String query) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(query.replace("%s", quoted()))) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** Several statements are taken too; braces mean nothing special. */
    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
