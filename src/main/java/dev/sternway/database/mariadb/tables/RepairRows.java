package dev.sternway.database.mariadb.tables;

import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.compare.RowHash;
import dev.sternway.database.mariadb.compare.SchemaComparison;
import dev.sternway.database.mariadb.copy.Course;
import dev.sternway.database.mariadb.copy.Session;
import dev.sternway.database.mariadb.integrity.Orphans;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes the rows of some tables those of the copy, by key, all in one transaction: rows that differ are deleted, rows that are
 * missing are inserted from the copy. Every row is locked first, and nothing is committed that was not compared. Nobody but the
 * caller keeps triggers from firing.
 */
public final class RepairRows {
    private static final int WAITED = 1205;
    private static final int DEADLOCK = 1213;

    private final SchemaComparison comparison;
    private final MariaAccess copy;
    private final MariaAccess live;
    private final Course course;

    /** @param comparison with the copy on the left */
    public RepairRows(SchemaComparison comparison, MariaAccess copy, MariaAccess live, Course course) {
        this.comparison = comparison;
        this.copy = copy;
        this.live = live;
        this.course = course;
    }

    /** What the caller does in between. */
    public interface Moments {
        /** Nobody writes to the tables from here on; nothing was changed yet. */
        void locked() throws Exception;

        /** The tables are as in the copy; what is written to the connection counts together with them. */
        void beforeCommit(Connection connection) throws Exception;
    }

    /**
     * @param replaced tables that come back another way after this
     * @return what was done, by table
     * @throws ProblemException SW-0683 when somebody holds the tables, SW-0684 when they do not become as in the copy
     */
    public Map<String, String> run(List<String> tables, Collection<String> replaced, Moments moments) throws Exception {
        try (Connection connection = Session.open(live)) {
            RestoredNote.prepare(connection);
            // what was checked when it was written is checked again below, as a whole
            Session.run(connection, "SET SESSION foreign_key_checks = 0, check_constraint_checks = 0");
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try {
                for (String table : tables) {
                    course.beforeEffect();
                    // the locks are on all rows and between them
                    Sql.number(connection, "SELECT COUNT(*) FROM " + Quote.name(table) + " FOR UPDATE");
                }
                moments.locked();
                Map<String, String> done = new TreeMap<>();
                for (String table : tables) {
                    course.beforeEffect();
                    course.print("repairing " + table);
                    done.put(table, repair(connection, table));
                    course.progress(done.size(), tables.size(), "tables");
                }
                prove(connection, tables, replaced);
                moments.beforeCommit(connection);
                course.beforeEffect();
                connection.commit();
                return done;
            } catch (SQLException failure) {
                throw held(failure) ? busy() : failure;
            } finally {
                connection.rollback();
            }
        }
    }

    private static boolean held(SQLException failure) {
        return failure instanceof SQLTransientException
                || failure.getErrorCode() == WAITED
                || failure.getErrorCode() == DEADLOCK;
    }

    private ProblemException busy() {
        return ProblemException.of(
                "SW-0683",
                "Somebody holds rows of the tables of " + live.name() + " for more than half a minute",
                live.host() + ":" + live.port(),
                "Freeze writes and end long transactions, then choose again; nothing was changed");
    }

    private String repair(Connection connection, String table) throws SQLException {
        List<Column> columns = columns(table);
        List<Column> key = comparison.key(table);
        String same = key.stream()
                .map(it -> "l." + Quote.name(it.name()) + " = c." + Quote.name(it.name()))
                .collect(Collectors.joining(" AND "));
        String one = Quote.name(key.get(0).name());
        String is = Quote.name(live.name()) + "." + Quote.name(table);
        String was = Quote.name(copy.name()) + "." + Quote.name(table);
        String names = Quote.names(columns.stream().map(Column::name).toList());
        String from = columns.stream().map(it -> "c." + Quote.name(it.name())).collect(Collectors.joining(", "));
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            int gone = statement.executeUpdate("DELETE l FROM " + is + " l LEFT JOIN " + was + " c ON " + same
                    + " WHERE c." + one + " IS NULL OR " + RowHash.of(connection, columns, "l") + " <> "
                    + RowHash.of(connection, columns, "c"));
            int back = statement.executeUpdate("INSERT INTO " + is + " (" + names + ") SELECT " + from + " FROM " + was
                    + " c LEFT JOIN " + is + " l ON " + same + " WHERE l." + one + " IS NULL");
            return "repaired, " + back + " rows written, " + Math.max(0, gone - back) + " more deleted";
        }
    }

    private List<Column> columns(String table) {
        return comparison.left().table(table).orElseThrow().written();
    }

    private void prove(Connection connection, List<String> tables, Collection<String> replaced) throws SQLException {
        Catalog armed = comparison.left();
        for (String table : tables) {
            String sum = "SELECT CONCAT(COUNT(*), ' ', COALESCE(SUM(" + RowHash.of(connection, columns(table))
                    + "), 0)) FROM ";
            List<String> is = Sql.column(connection, sum + Quote.name(live.name()) + "." + Quote.name(table));
            List<String> was = Sql.column(connection, sum + Quote.name(copy.name()) + "." + Quote.name(table));
            if (!is.equals(was)) {
                throw unequal("the rows of " + table + " are not those of the copy: " + is + " instead of " + was);
            }
        }
        List<String> orphans = Orphans.of(
                connection,
                armed,
                (table, key) -> (tables.contains(table) || tables.contains(key.parent()))
                        && comparison.common().contains(table)
                        && comparison.common().contains(key.parent())
                        && !replaced.contains(table)
                        && !replaced.contains(key.parent()));
        if (!orphans.isEmpty()) {
            throw unequal(String.join("; ", orphans));
        }
    }

    private ProblemException unequal(String what) {
        return ProblemException.of(
                "SW-0684",
                "Repairing rows would not do: " + what,
                live.name(),
                "Nothing was changed; restore the copy or the dump");
    }
}
