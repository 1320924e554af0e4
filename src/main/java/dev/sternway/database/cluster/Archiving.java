package dev.sternway.database.cluster;

import dev.sternway.base.ProblemException;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.cluster.RestorePoint.Mark;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether a live server archives its log, and marks in that log. */
public final class Archiving {
    private static final String MARK =
            "select pg_current_wal_insert_lsn()::text, pg_walfile_name(pg_current_wal_insert_lsn()),"
                    + " ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int, clock_timestamp(),"
                    + " txid_snapshot_xmax(txid_current_snapshot())";
    private static final List<String> CARRIED = List.of(
            "max_connections", "max_prepared_transactions", "max_locks_per_transaction", "max_worker_processes");
    private static final String RIGHTS = "select count(*) from pg_roles where rolname = current_user and (rolsuper or"
            + " rolreplication and has_function_privilege('pg_create_restore_point(text)', 'execute')"
            + " and has_function_privilege('pg_switch_wal()', 'execute'))";
    private static final int OLDEST = 12;
    private static final int TRIES = 3;

    private final DatabaseAccess live;

    public Archiving(DatabaseAccess live) {
        this.live = live;
    }

    /** Looks a few times a second while something has not arrived yet. */
    public interface Patience {
        void goOn() throws Exception;
    }

    /** @throws ProblemException SW-0560 naming every setting that keeps the server from archiving */
    public void requireOn() throws SQLException {
        try (Connection connection = live.connect()) {
            StringBuilder wrong = new StringBuilder();
            String level = setting(connection, "wal_level");
            if (level.equals("minimal")) {
                wrong.append("; wal_level is minimal: set it to replica");
            }
            if (setting(connection, "archive_mode").equals("off")) {
                wrong.append("; archive_mode is off: set it to on");
            } else if (setting(connection, "archive_command").matches("|\\(disabled\\)")
                    && setting(connection, "archive_library").isEmpty()) {
                wrong.append("; archive_command is empty: let it copy %p into the archive as %f");
            }
            if (connection.getMetaData().getDatabaseMajorVersion() < OLDEST) {
                wrong.append("; the server is older than PostgreSQL " + OLDEST);
            }
            List<String> tablespaces = Sql.column(
                    connection, "select spcname from pg_tablespace where spcname not in ('pg_default', 'pg_global')");
            if (Sql.number(connection, "select pg_is_in_recovery()::int") == 1) {
                wrong.append("; it is a standby, which cannot mark a restore point");
            }
            if (Sql.number(connection, RIGHTS) == 0) {
                wrong.append(
                        "; " + live.user() + " may not mark a restore point, switch the log or copy the server's files:"
                                + " make it a superuser");
            }
            if (!tablespaces.isEmpty()) {
                wrong.append("; tablespaces of their own (" + String.join(", ", tablespaces)
                        + ") cannot be restored beside the old ones");
            }
            if (!wrong.isEmpty()) {
                throw ProblemException.of(
                        "SW-0560",
                        "The server's log is not archived so that a moment could be gone back to: "
                                + wrong.substring(2),
                        live.host() + ":" + live.port(),
                        "Change that on the server, restart it, then arm again; or keep a clone or a dump instead");
            }
        }
    }

    public Mark mark() throws SQLException {
        try (Connection connection = live.connect()) {
            return mark(connection, MARK);
        }
    }

    /** Names a place in the log that a recovery can stop at, and lets the server archive everything up to it. */
    public Mark point(String name) throws SQLException {
        try (Connection connection = live.connect()) {
            Mark before = mark(
                    connection,
                    MARK.replaceFirst(
                            "^select pg_current_wal_insert_lsn\\(\\)::text",
                            "select pg_create_restore_point(" + Sql.text(name) + ")::text"));
            Sql.column(connection, "select pg_switch_wal()::text");
            return before;
        }
    }

    /** Ends the segment that is being written, behind one more commit, so that it is archived. */
    public String push() throws SQLException {
        try (Connection connection = live.connect()) {
            Sql.column(connection, "select txid_current()::text");
            String segment = mark(connection, MARK).segment();
            Sql.column(connection, "select pg_switch_wal()::text");
            return segment;
        }
    }

    /** @throws ProblemException SW-0564 when the segment is not archived in time, or archiving fails */
    public void await(String segment, int seconds, Optional<WalFolder> folder, Patience patience) throws Exception {
        try (Connection connection = live.connect()) {
            long failed = Sql.number(connection, "select failed_count from pg_stat_archiver");
            long end = System.nanoTime() + seconds * 1_000_000_000L;
            while (true) {
                patience.goOn();
                boolean told = Sql.number(
                                connection,
                                "select count(*) from pg_stat_archiver where left(last_archived_wal, 24) >= ?",
                                segment)
                        == 1;
                if (folder.isPresent() ? folder.get().has(segment) && told : told) {
                    return;
                }
                boolean failing = Sql.number(connection, "select failed_count from pg_stat_archiver") >= failed + TRIES;
                if (failing || System.nanoTime() > end) {
                    throw notArchived(connection, segment, told, folder);
                }
                Sql.column(connection, "select pg_sleep(0.2)::text");
            }
        }
    }

    private ProblemException notArchived(
            Connection connection, String segment, boolean told, Optional<WalFolder> folder) throws SQLException {
        String last = Sql.column(
                        connection,
                        "select 'last archived: ' || coalesce(last_archived_wal, 'nothing') || coalesce(', last failed: ' ||"
                                + " last_failed_wal || ' at ' || last_failed_time, '') from pg_stat_archiver")
                .get(0);
        return ProblemException.of(
                "SW-0564",
                told
                        ? "The server says that " + segment + " is archived, but it is not in "
                                + folder.map(it -> it.path().toString()).orElse("the archive")
                        : "The server does not archive its log: " + segment + " did not arrive (" + last + ")",
                live.host() + ":" + live.port(),
                told
                        ? "Name the folder that archive_command fills, as this machine sees it"
                        : "Read the server's log for what archive_command said, mend it, then try again");
    }

    /** Tables with rows that the log says nothing about. */
    public List<String> unlogged() throws SQLException {
        try (Connection connection = live.connect()) {
            return Sql.column(
                    connection,
                    "select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                            + " where c.relpersistence = 'u' and c.relkind = 'r' order by 1");
        }
    }

    /** Number that this server and all its physical copies share. */
    public String system() throws SQLException {
        try (Connection connection = live.connect()) {
            return Sql.column(connection, "select system_identifier::text from pg_control_system()")
                    .get(0);
        }
    }

    public long segmentBytes() throws SQLException {
        try (Connection connection = live.connect()) {
            return Sql.number(
                    connection,
                    "select setting::int8 * case unit when '8kB' then 8192 else 1 end"
                            + " from pg_settings where name = 'wal_segment_size'");
        }
    }

    /** All databases of the server together. */
    public long bytes() throws SQLException {
        try (Connection connection = live.connect()) {
            return Sql.number(connection, "select sum(pg_database_size(oid))::int8 from pg_database");
        }
    }

    /** Whether a page that the disk spoiled would be noticed. */
    public boolean checksums() throws SQLException {
        try (Connection connection = live.connect()) {
            return setting(connection, "data_checksums").equals("on");
        }
    }

    /** Settings that a copy must not have smaller than the server itself. */
    public Map<String, String> carried() throws SQLException {
        Map<String, String> carried = new TreeMap<>();
        try (Connection connection = live.connect()) {
            for (String name : CARRIED) {
                carried.put(name, setting(connection, name));
            }
        }
        return carried;
    }

    private static String setting(Connection connection, String name) throws SQLException {
        return Sql.column(connection, "select coalesce(current_setting(?, true), '')", name)
                .get(0);
    }

    private static Mark mark(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return new Mark(
                    row.getString(1),
                    row.getString(2),
                    row.getInt(3),
                    row.getObject(4, OffsetDateTime.class).toInstant(),
                    row.getLong(5));
        }
    }
}
