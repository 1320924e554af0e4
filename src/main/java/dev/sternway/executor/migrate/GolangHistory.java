package dev.sternway.executor.migrate;

import dev.sternway.base.ProblemException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.CRC32;

/**
 * The one row that golang-migrate keeps.
 *
 * @param version 0 when nothing is applied
 * @param dirty whether a migration to that version began and did not end well; how far it came is not known
 */
record GolangHistory(HistoryTable table, long version, boolean dirty) {
    static final String USUAL = "schema_migrations";

    private static final int SALT = 1486364155;

    static GolangHistory read(Connection connection, String name) throws SQLException {
        HistoryTable table = HistoryTable.get(connection, name);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select version, dirty from " + table.quoted() + " limit 1")) {
            return row.next()
                    ? new GolangHistory(table, row.getLong(1), row.getBoolean(2))
                    : new GolangHistory(table, 0, false);
        }
    }

    /** Keeps golang-migrate and other writers of the history away until the transaction ends. @throws ProblemException SW-0551 */
    static void lock(Connection connection, String name) throws SQLException {
        HistoryTable table = HistoryTable.get(connection, name);
        try (var lock = connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, key(connection.getCatalog(), table));
            ResultSet got = lock.executeQuery();
            got.next();
            if (!got.getBoolean(1)) {
                throw ProblemException.of(
                        "SW-0551",
                        "golang-migrate is at work on this database right now",
                        connection.getCatalog(),
                        "Stop what deploys, then choose again");
            }
        }
        table.lock(connection);
    }

    /** The number under which golang-migrate takes its own lock. */
    static long key(String database, HistoryTable table) {
        CRC32 crc = new CRC32();
        crc.update((table.schema() + "\0" + table.table() + "\0" + database)
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return Integer.toUnsignedLong((int) crc.getValue() * SALT);
    }

    /** As golang-migrate itself does: the row is replaced, and there is none when nothing remains. */
    void set(Connection connection, long to) throws SQLException {
        HistoryTable.execute(connection, "delete from " + table.quoted());
        if (to > 0) {
            HistoryTable.execute(
                    connection, "insert into " + table.quoted() + " (version, dirty) values (" + to + ", false)");
        }
    }
}
