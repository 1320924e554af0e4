package dev.sternway.database.integrity;

import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;

/** The server's own check of pages. The extension is made for the length of the transaction where it is not there. */
final class Pages {
    private static final int CHECKS_TABLES = 14;
    private static final String OURS = " n.nspname !~ '^(information_schema$|pg_)' and c.relpersistence <> 't'";

    private Pages() {}

    static void check(Connection connection, boolean rows, List<String> problems, List<String> notes)
            throws SQLException {
        Savepoint start = connection.setSavepoint();
        try {
            Sql.column(connection, "select set_config('client_min_messages', 'error', true)");
            try (var statement = connection.createStatement()) {
                statement.execute("create extension if not exists amcheck");
            }
        } catch (SQLException missing) {
            connection.rollback(start);
            String why =
                    String.valueOf(missing.getMessage()).lines().findFirst().orElse("");
            notes.add("pages were not checked: " + why
                    + " (amcheck needs a superuser and the package postgresql-contrib)");
            return;
        }
        String schema = Sql.column(
                        connection,
                        "select quote_ident(nspname) from pg_extension e join pg_namespace n on n.oid = e.extnamespace"
                                + " where extname = 'amcheck'")
                .get(0);
        for (String index : Sql.column(
                connection,
                "select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                        + " join pg_index i on i.indexrelid = c.oid join pg_am m on m.oid = c.relam"
                        + " where c.relkind = 'i' and m.amname = 'btree' and i.indisvalid and" + OURS
                        + " order by 1")) {
            each(
                    connection,
                    "select " + schema + ".bt_index_check(" + Sql.text(index) + "::regclass, " + rows + ")::text",
                    "index " + index,
                    problems);
        }
        if (connection.getMetaData().getDatabaseMajorVersion() >= CHECKS_TABLES) {
            for (String table : Sql.column(
                    connection,
                    "select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                            + " where c.relkind in ('r', 'm') and" + OURS + " order by 1")) {
                each(
                        connection,
                        "select 'block ' || blkno || ': ' || msg from " + schema + ".verify_heapam(" + Sql.text(table)
                                + "::regclass) limit 5",
                        "table " + table,
                        problems);
            }
        }
        connection.rollback(start);
    }

    private static void each(Connection connection, String query, String what, List<String> problems)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            for (String said : Sql.column(connection, query)) {
                if (said != null && !said.isEmpty()) {
                    problems.add(what + " is damaged: " + said);
                }
            }
            connection.releaseSavepoint(before);
        } catch (SQLException damaged) {
            connection.rollback(before);
            problems.add(what + " is damaged: "
                    + String.valueOf(damaged.getMessage()).lines().findFirst().orElse(""));
        }
    }
}
