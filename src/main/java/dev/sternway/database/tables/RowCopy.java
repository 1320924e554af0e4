package dev.sternway.database.tables;

import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Fingerprints.Progress;
import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/** Pipes rows from one database into another; one message is held at a time. */
final class RowCopy {
    private static final int TOLD_EVERY = 0xffff;

    private final Connection from;
    private final Connection into;
    private final long total;
    private final Progress progress;
    private long bytes;

    RowCopy(Connection from, Connection into, long total, Progress progress) {
        this.from = from;
        this.into = into;
        this.total = total;
        this.progress = progress;
    }

    /** @param picked condition on {@code r}; empty for all rows */
    void copy(String table, String picked) throws SQLException {
        List<String> written = Sql.column(
                from,
                "select attname from pg_attribute where attrelid = to_regclass(?) and attnum > 0 and not attisdropped"
                        + " and attgenerated = '' order by attnum",
                Fingerprint.quoted(table));
        String columns = written.stream().map(Sql::name).collect(Collectors.joining(", ", " (", ")"));
        String quoted = Fingerprint.quoted(table);
        String what = picked.isEmpty()
                ? quoted + columns
                : "(select " + columns.substring(2, columns.length() - 1) + " from only " + quoted + " r where "
                        + picked + ")";
        CopyOut out = from.unwrap(PGConnection.class).getCopyAPI().copyOut("copy " + what + " to stdout");
        CopyIn in = into.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + quoted + columns + " from stdin");
        try {
            long rows = 0;
            for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
                in.writeToCopy(row, 0, row.length);
                bytes += row.length;
                if ((++rows & TOLD_EVERY) == 0) {
                    progress.at(bytes, Math.max(bytes, total), "bytes");
                }
            }
            in.endCopy();
        } finally {
            if (in.isActive()) {
                in.cancelCopy();
            }
            if (out.isActive()) {
                out.cancelCopy();
            }
        }
        progress.at(bytes, Math.max(bytes, total), "bytes");
    }
}
