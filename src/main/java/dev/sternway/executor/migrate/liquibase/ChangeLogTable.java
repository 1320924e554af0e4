package dev.sternway.executor.migrate.liquibase;

import dev.sternway.base.ProblemException;
import dev.sternway.executor.migrate.HistoryTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What Liquibase's history says ran, the last one first. */
record ChangeLogTable(HistoryTable table, List<String> ran) {
    private static final String RAN =
            "select filename || '::' || id || '::' || author from %s order by orderexecuted desc, dateexecuted desc";

    static ChangeLogTable read(Connection connection) throws SQLException {
        HistoryTable table = HistoryTable.get(connection, "databasechangelog");
        return new ChangeLogTable(table, table.column(connection, RAN));
    }

    /** Keeps Liquibase and other writers of the history away until the transaction ends. @throws ProblemException SW-0551 */
    static void lock(Connection connection) throws SQLException {
        HistoryTable locks = HistoryTable.get(connection, "databasechangeloglock");
        locks.lock(connection);
        List<String> holders = locks.column(
                connection,
                "select coalesce(lockedby, '?') || ' since ' || coalesce(lockgranted::text, '?') from %s where locked");
        if (!holders.isEmpty()) {
            throw ProblemException.of(
                    "SW-0551",
                    "Liquibase's lock is held by " + holders.get(0),
                    connection.getCatalog(),
                    "Stop what deploys; when nothing runs any more, `liquibase release-locks`; nothing was changed");
        }
        HistoryTable.get(connection, "databasechangelog").lock(connection);
    }

    /** What ran after a tag was given, the last one first. @throws ProblemException SW-0551 when there is no such tag */
    List<String> since(Connection connection, String tag) throws SQLException {
        try (var query = connection.prepareStatement("select count(*), (select count(*) from " + table.quoted()
                + " where tag = ?) from " + table.quoted() + " where orderexecuted > (select max(orderexecuted) from "
                + table.quoted() + " where tag = ?)")) {
            query.setString(1, tag);
            query.setString(2, tag);
            var row = query.executeQuery();
            row.next();
            if (row.getInt(2) == 0) {
                throw ProblemException.of(
                        "SW-0551",
                        "Liquibase's history has no tag " + tag,
                        table.table(),
                        "Give the tag that `liquibase tag` set just before the deploy, or a count; nothing was changed");
            }
            return ran.subList(0, row.getInt(1));
        }
    }

    /** @throws ProblemException SW-0551 when there are not so many */
    List<String> last(int count) {
        if (count > ran.size()) {
            throw ProblemException.of(
                    "SW-0551",
                    "Liquibase's history has only " + ran.size() + " changesets, not " + count,
                    table.table(),
                    "Correct count; nothing was changed");
        }
        return ran.subList(0, count);
    }
}
