package dev.sternway.database.mariadb.freeze;

import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.catalog.Quote;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Names what a freeze does not stop. */
final class Unstopped {
    private final Connection connection;
    private final String schema;

    Unstopped(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    Map<String, String> named(Accounts accounts) throws SQLException {
        Map<String, String> found = new TreeMap<>();
        List<Accounts.Login> administrators = accounts.writers().stream()
                .filter(it -> it.isAdministrator() && !it.locked)
                .toList();
        found.put(
                "administrators-that-may-connect",
                said(administrators.stream().map(it -> it.user + "@" + it.host).toList()));
        List<String> users = administrators.stream()
                .map(it -> Quote.text(it.user))
                .distinct()
                .toList();
        String of = users.isEmpty() ? "NULL" : String.join(", ", users);
        found.put(
                "administrators-connected",
                said(column("SELECT CONCAT(user, ' from ', SUBSTRING_INDEX(host, ':', 1), ' (', COUNT(*), ')')"
                        + " FROM information_schema.processlist WHERE id <> CONNECTION_ID() AND user IN (" + of
                        + ") GROUP BY user, SUBSTRING_INDEX(host, ':', 1)")));
        found.put(
                "other-sessions-of-our-log-in",
                column("SELECT COUNT(*) FROM information_schema.processlist WHERE id <> CONNECTION_ID()"
                                + " AND user = SUBSTRING_INDEX(USER(), '@', 1)")
                        .get(0));
        found.put(
                "replication-from-it",
                said(column("SELECT CONCAT(user, ' from ', SUBSTRING_INDEX(host, ':', 1))"
                        + " FROM information_schema.processlist WHERE command = 'Binlog Dump'")));
        found.put("replication-into-it", said(replication()));
        found.put("prepared-transactions", said(prepared()));
        found.put(
                "events-of-other-schemas",
                said(Sql.column(
                        connection,
                        "SELECT CONCAT(event_schema, '.', event_name) FROM information_schema.events"
                                + " WHERE event_schema <> ? AND status = 'ENABLED' AND INSTR(event_definition, ?) > 0",
                        schema,
                        schema)));
        return found;
    }

    /** Of which servers changes are applied here. */
    private List<String> replication() throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW ALL SLAVES STATUS")) {
            while (row.next()) {
                if (!"No".equals(row.getString("Slave_SQL_Running"))) {
                    found.add(row.getString("Master_Host") + ":" + row.getString("Master_Port"));
                }
            }
        }
        return found;
    }

    /** Of two-phase commit: whoever knows the name may commit it. */
    private List<String> prepared() throws SQLException {
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("XA RECOVER FORMAT='SQL'")) {
            while (row.next()) {
                found.add(row.getString("data"));
            }
        }
        return found;
    }

    private List<String> column(String query) throws SQLException {
        return Sql.column(connection, query);
    }

    private static String said(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
