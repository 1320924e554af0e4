package dev.sternway.executor.postgres;

import dev.sternway.database.DatabaseAccess;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many bytes of tables pg_dump has read, which what it writes does not tell: it is compressed. */
final class DumpedSoFar implements Progress.Measure {
    /** Servers before 14 do not tell. */
    private static final int TELLS_SINCE = 14;

    private static final String TOTAL = "select coalesce(sum(pg_table_size(oid)), 0)::bigint from pg_class"
            + " where relkind in ('r', 'm') and relnamespace <> 'pg_catalog'::regnamespace";
    private static final String READ =
            "select c.oid, case when c.reltuples > 0 then (pg_table_size(c.oid) * least(1, p.tuples_processed / c.reltuples))::bigint"
                    + " else least(pg_table_size(c.oid), p.bytes_processed) end, pg_table_size(c.oid) from pg_stat_progress_copy p join pg_class c on c.oid = p.relid"
                    + " where p.datname = current_database() and p.command = 'COPY TO'";

    private final DatabaseAccess source;
    private final Map<Long, Long> read = new ConcurrentHashMap<>();
    private final Map<Long, Long> whole = new ConcurrentHashMap<>();

    private DumpedSoFar(DatabaseAccess source) {
        this.source = source;
    }

    /** @param written what lies in the folder by now, for servers that cannot tell better */
    static Progress of(DatabaseAccess source, Progress.Measure written, long size) throws SQLException {
        try (Connection connection = source.connect();
                PreparedStatement total = connection.prepareStatement(TOTAL)) {
            if (connection.getMetaData().getDatabaseMajorVersion() < TELLS_SINCE) {
                return new Progress(written, size, "bytes");
            }
            ResultSet row = total.executeQuery();
            row.next();
            return new Progress(new DumpedSoFar(source), row.getLong(1), "bytes of tables");
        }
    }

    /** A table that is not being read any more has been read whole. */
    @Override
    public long now() throws SQLException {
        try (Connection connection = source.connect();
                PreparedStatement query = connection.prepareStatement(READ)) {
            read.putAll(whole);
            ResultSet row = query.executeQuery();
            while (row.next()) {
                read.put(row.getLong(1), row.getLong(2));
                whole.put(row.getLong(1), row.getLong(3));
            }
        }
        return read.values().stream().mapToLong(Long::longValue).sum();
    }
}
