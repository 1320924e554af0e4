package dev.sternway.executor.migrate;

import dev.sternway.base.ProblemException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** What Flyway's history says is applied: for each version its last row, unless that row took it back. */
record FlywayHistory(HistoryTable table, List<Applied> applied) {
    static final String USUAL = "flyway_schema_history";

    /** What Flyway's own lock adds a table's hash to. */
    private static final long LOCK = (0x46L << 40) + (0x6CL << 32) + (0x79 << 24) + (0x77 << 16) + (0x61 << 8) + 0x79;

    /** One version that is applied; the checksum is absent where Flyway keeps none. */
    record Applied(
            int rank,
            FlywayVersion version,
            String written,
            String description,
            String type,
            String script,
            OptionalInt checksum,
            boolean success) {}

    /** In the order in which they were applied. */
    static FlywayHistory read(Connection connection, String name) throws SQLException {
        HistoryTable table = HistoryTable.get(connection, name);
        Map<FlywayVersion, Applied> byVersion = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select installed_rank, version, description, type, script, checksum, success from "
                                + table.quoted() + " where version is not null order by installed_rank")) {
            while (rows.next()) {
                Applied row = row(rows);
                byVersion.remove(row.version());
                if (!row.type().equals("DELETE") && !row.type().startsWith("UNDO_")) {
                    byVersion.put(row.version(), row);
                }
            }
        }
        List<Applied> applied = new ArrayList<>(byVersion.values());
        applied.sort(Comparator.comparingInt(Applied::rank));
        return new FlywayHistory(table, List.copyOf(applied));
    }

    private static Applied row(ResultSet rows) throws SQLException {
        int checksum = rows.getInt(6);
        OptionalInt kept = rows.wasNull() ? OptionalInt.empty() : OptionalInt.of(checksum);
        return new Applied(
                rows.getInt(1),
                FlywayVersion.of(rows.getString(2)),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5),
                kept,
                rows.getBoolean(7));
    }

    /** Keeps Flyway and other writers of the history away until the transaction ends. @throws ProblemException SW-0551 */
    static void lock(Connection connection, String name) throws SQLException {
        HistoryTable table = HistoryTable.get(connection, name);
        try (var lock = connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK + table.quoted().hashCode());
            ResultSet got = lock.executeQuery();
            got.next();
            if (!got.getBoolean(1)) {
                throw ProblemException.of(
                        "SW-0551",
                        "Flyway is at work on this database right now",
                        connection.getCatalog(),
                        "Stop what deploys, then choose again");
            }
        }
        table.lock(connection);
    }

    /** What has to be taken back so that {@code to} is the last version, the newest first. */
    List<Applied> above(FlywayVersion to) {
        return applied.stream()
                .filter(row -> row.version().compareTo(to) > 0)
                .sorted(Comparator.comparing(Applied::version).reversed())
                .toList();
    }

    /** Writes that a version is gone, in the words that Flyway itself uses; it applies the version again when asked to migrate. */
    void delete(Connection connection, Applied row, int millis) throws SQLException {
        try (var insert = connection.prepareStatement("insert into " + table.quoted()
                + " (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)"
                + " select max(installed_rank) + 1, ?, ?, 'DELETE', ?, ?, current_user, ?, true from "
                + table.quoted())) {
            insert.setString(1, row.written());
            insert.setString(2, row.description());
            insert.setString(3, row.script());
            if (row.checksum().isPresent()) {
                insert.setInt(4, row.checksum().getAsInt());
            } else {
                insert.setNull(4, Types.INTEGER);
            }
            insert.setInt(5, millis);
            insert.executeUpdate();
        }
    }

    /** Writes that a script was applied. */
    void insert(Connection connection, String path, byte[] content) throws SQLException {
        List<String> named = FlywayScripts.named(path);
        try (var insert = connection.prepareStatement("insert into " + table.quoted()
                + " (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)"
                + " select coalesce(max(installed_rank), 0) + 1, ?, ?, 'SQL', ?, ?, current_user, 0, true from "
                + table.quoted())) {
            insert.setString(1, named.get(0).replace('_', '.'));
            insert.setString(2, named.get(1));
            insert.setString(3, path.substring(path.lastIndexOf('/') + 1));
            insert.setInt(4, FlywayScripts.checksum(content));
            insert.executeUpdate();
        }
    }
}
