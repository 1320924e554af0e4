package dev.sternway.database.mariadb.log;

import dev.sternway.base.DurationText;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a server says of its binary log, and whether every write to a schema can be read from it. */
public final class Binlog {
    private static final List<String> UNREADABLE = List.of("inet4", "inet6", "uuid");

    private final MariaAccess schema;

    public Binlog(MariaAccess schema) {
        this.schema = schema;
    }

    /** Where the next write will stand; empty where there is no log. */
    public Optional<BinlogPlace> end() throws SQLException {
        try (Connection connection = schema.connect()) {
            return end(connection);
        }
    }

    static Optional<BinlogPlace> end(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW MASTER STATUS")) {
            return row.next() ? Optional.of(new BinlogPlace(row.getString(1), row.getLong(2))) : Optional.empty();
        }
    }

    /** The last global transaction identifiers, one a domain. */
    public String gtid() throws SQLException {
        try (Connection connection = schema.connect()) {
            return Sql.column(connection, "SELECT @@gtid_binlog_pos").get(0);
        }
    }

    /** Bytes by file, in their order. */
    public SortedMap<Long, Long> files() throws SQLException {
        SortedMap<Long, Long> files = new TreeMap<>();
        try (Connection connection = schema.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW BINARY LOGS")) {
            while (rows.next()) {
                files.put(BinlogPlace.number(rows.getString(1)), rows.getLong(2));
            }
        }
        return files;
    }

    /**
     * Bytes of log written since a place.
     *
     * @return empty when the server does not have all of it any more
     */
    public Optional<Long> since(BinlogPlace place) throws SQLException {
        return since(files(), place);
    }

    static Optional<Long> since(SortedMap<Long, Long> files, BinlogPlace place) {
        SortedMap<Long, Long> later = files.tailMap(place.number());
        boolean whole = !later.isEmpty()
                && later.firstKey() == place.number()
                && later.lastKey() - later.firstKey() == later.size() - 1
                && later.getOrDefault(place.number(), 0L) >= place.offset();
        return whole
                ? Optional.of(later.values().stream().mapToLong(Long::longValue).sum() - place.offset())
                : Optional.empty();
    }

    /**
     * What keeps the log from telling every write to the schema; nothing when it does.
     *
     * @param needed how long its files must stay
     */
    public List<String> lacks(Duration needed) {
        try (Connection connection = schema.connect()) {
            if (value(connection, "log_bin").equals("0")) {
                return List.of("log_bin is off");
            }
            List<String> lacks = new ArrayList<>();
            want(connection, "binlog_format", "ROW", lacks);
            want(connection, "binlog_row_image", "FULL", lacks);
            want(connection, "binlog_row_metadata", "FULL", lacks);
            want(connection, "log_bin_compress", "0", lacks);
            filters(connection, lacks);
            expiry(connection, needed, lacks);
            types(connection, lacks);
            if (lacks.isEmpty()) {
                Optional<BinlogPlace> end = end(connection);
                if (end.isEmpty() || since(end.get()).isEmpty()) {
                    lacks.add("SHOW BINARY LOGS does not list the file that is written");
                } else {
                    new BinlogReader(schema).read(end.get().toString(), (transaction, change) -> {});
                }
            }
            return lacks;
        } catch (SQLException | java.io.IOException refused) {
            String why =
                    String.valueOf(refused.getMessage()).lines().findFirst().orElse("refused");
            return List.of(
                    schema.user() + " may not read it (REPLICATION SLAVE and BINLOG MONITOR are needed): " + why);
        } catch (dev.sternway.base.ProblemException refused) {
            return List.of(refused.problem().what());
        } catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static void want(Connection connection, String variable, String wanted, List<String> lacks)
            throws SQLException {
        String value = value(connection, variable);
        if (!value.equalsIgnoreCase(wanted)) {
            lacks.add(variable + " is " + value + ", not " + wanted);
        }
    }

    private static String value(Connection connection, String variable) throws SQLException {
        return Sql.column(connection, "SELECT @@global." + variable).get(0);
    }

    private void filters(Connection connection, List<String> lacks) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW MASTER STATUS")) {
            if (row.next()) {
                String only = row.getString(3);
                String without = row.getString(4);
                if (!only.isEmpty() && !List.of(only.split(",")).contains(schema.name())) {
                    lacks.add("binlog_do_db leaves out " + schema.name());
                }
                if (List.of(without.split(",")).contains(schema.name())) {
                    lacks.add("binlog_ignore_db names " + schema.name());
                }
            }
        }
    }

    /** Where the days are meant, the seconds are theirs; servers before 10.6 have the days only. */
    private static void expiry(Connection connection, Duration needed, List<String> lacks) throws SQLException {
        double seconds = Double.parseDouble(value(connection, "expire_logs_days"))
                * Duration.ofDays(1).toSeconds();
        List<String> exact = Sql.column(
                connection,
                "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_VARIABLES WHERE VARIABLE_NAME = 'BINLOG_EXPIRE_LOGS_SECONDS'");
        seconds = exact.isEmpty() ? seconds : Double.parseDouble(exact.get(0));
        if (seconds > 0 && seconds < needed.toSeconds()) {
            lacks.add("files are purged after " + (long) seconds + "s (binlog_expire_logs_seconds), sooner than "
                    + DurationText.format(needed));
        }
    }

    private static void types(Connection connection, List<String> lacks) throws SQLException {
        for (String column : Sql.column(
                connection,
                "SELECT CONCAT(TABLE_NAME, '.', COLUMN_NAME, ' is ', COLUMN_TYPE) FROM information_schema.COLUMNS"
                        + " WHERE TABLE_SCHEMA = DATABASE() AND (DATA_TYPE IN ('" + String.join("', '", UNREADABLE)
                        + "') OR COLUMN_TYPE LIKE '%COMPRESSED%') LIMIT 3")) {
            lacks.add(column + ", which the log does not tell in full");
        }
    }
}
