package dev.sternway.executor.sql;

import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;

/**
 * A table as it was before scripts ran, in a temporary table: of every row its key, one number over the columns that no
 * script names, and one over those that a script names and that the state at arming has too.
 */
final class RowImage {
    private static final Map<String, String> TEXTS = Map.of(
            "timezone", "UTC",
            "datestyle", "ISO, YMD",
            "intervalstyle", "postgres",
            "extra_float_digits", "1",
            "lc_monetary", "C",
            "bytea_output", "hex",
            "search_path", "pg_catalog");

    private final Connection connection;
    private final String table;
    private final String image;
    private final List<String> key;
    private final List<String> quiet;
    private final List<String> named;

    private RowImage(
            Connection connection,
            String table,
            String image,
            List<String> key,
            List<String> quiet,
            List<String> named) {
        this.connection = connection;
        this.table = table;
        this.image = image;
        this.key = key;
        this.quiet = quiet;
        this.named = named;
    }

    /**
     * What the scripts did to rows.
     *
     * @param gone columns that no script names and that are not there any more
     * @param disturbed rows with other values in columns that no script names
     * @param removed rows that are gone
     * @param added rows that are new
     * @param rewritten rows with other values in columns that a script names
     * @param overreached rows that are other now, or gone, though they were as at arming
     * @param first key of a row that is not as it should be
     */
    record Difference(
            List<String> gone,
            long disturbed,
            long removed,
            long added,
            long rewritten,
            long overreached,
            String first) {}

    /**
     * @param named whether a script names a column
     * @param armed columns of the state at arming
     */
    static RowImage take(Connection connection, String table, int number, Predicate<String> named, List<String> armed)
            throws SQLException {
        List<String> key = Sql.column(
                connection,
                "select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum ="
                        + " any(i.indkey) where i.indrelid = to_regclass(?) and i.indisprimary order by 1",
                Fingerprint.quoted(table));
        List<String> columns = new ArrayList<>(columns(connection, table));
        columns.removeAll(key);
        RowImage taken = new RowImage(
                connection,
                table,
                "pg_temp.sternway_image_" + number,
                key,
                columns.stream().filter(named.negate()).toList(),
                columns.stream().filter(named).filter(armed::contains).toList());
        settled(connection, () -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create temp table sternway_image_" + number + " on commit drop as "
                        + taken.select(connection, true, true));
                statement.execute(
                        "create temp table sternway_armed_" + number + " (k text, h bigint, n bigint) on commit drop");
            }
        });
        return taken;
    }

    /** Generated ones follow the others. */
    private static List<String> columns(Connection connection, String table) throws SQLException {
        return Sql.column(
                connection,
                "select attname from pg_attribute where attrelid = to_regclass(?) and attnum > 0 and not attisdropped"
                        + " and attgenerated = '' order by attname",
                Fingerprint.quoted(table));
    }

    /** Reads the rows of the state at arming, as a stream. @return whether they can be compared */
    boolean armed(Connection copy) throws SQLException {
        List<String> there = columns(copy, table);
        if (key.isEmpty() || !there.containsAll(key) || !there.containsAll(named)) {
            return false;
        }
        settled(copy, () -> {
            CopyOut out = copy.unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (" + select(copy, false, true) + ") to stdout (format binary)");
            CopyIn in = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + armedImage() + " from stdin (format binary)");
            for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
                in.writeToCopy(row, 0, row.length);
            }
            in.endCopy();
        });
        return true;
    }

    Difference difference() throws SQLException {
        List<String> now = columns(connection, table);
        List<String> gone = new ArrayList<>(quiet);
        gone.removeAll(now);
        if (!gone.isEmpty()) {
            return new Difference(gone, 0, 0, 0, 0, 0, "");
        }
        Difference[] found = new Difference[1];
        settled(connection, () -> {
            found[0] = key.isEmpty() || !now.containsAll(key) ? unkeyed() : keyed(now.containsAll(named));
        });
        return found[0];
    }

    private Difference keyed(boolean comparable) throws SQLException {
        String wrong = "c.k is not null and b.n = c.n and (a.k is null or a.n <> b.n)";
        Difference found = read("select count(*) filter (where b.h <> a.h), count(*) filter (where a.k is null),"
                + " count(*) filter (where b.k is null), count(*) filter (where a.n <> b.n), count(*) filter (where "
                + wrong + "), coalesce(min(b.k) filter (where b.h <> a.h or " + wrong
                + "), min(b.k) filter (where a.k is null), '') from " + image + " b full join ("
                + select(connection, true, comparable) + ") a using (k) left join " + armedImage() + " c on c.k = b.k"
                + (comparable ? "" : " and false"));
        // other keys, but the same rows: a script may number them anew
        return found.removed() > 0
                        && found.removed() == found.added()
                        && unkeyed().removed() == 0
                ? new Difference(List.of(), 0, 0, 0, found.removed(), 0, "")
                : found;
    }

    /** Without a key that stays, values are counted. */
    private Difference unkeyed() throws SQLException {
        String more = "coalesce(sum(greatest(coalesce(%s.c, 0) - coalesce(%s.c, 0), 0)), 0)";
        return read("select 0, " + String.format(more, "b", "a") + ", " + String.format(more, "a", "b")
                + ", 0, 0, '' from (select h, count(*) c from " + image
                + " group by h) b full join (select h, count(*) c"
                + " from (" + select(connection, true, false) + ") r group by h) a using (h)");
    }

    private Difference read(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return new Difference(
                    List.of(),
                    row.getLong(1),
                    row.getLong(2),
                    row.getLong(3),
                    row.getLong(4),
                    row.getLong(5),
                    row.getString(6));
        }
    }

    private String armedImage() {
        return image.replace("_image_", "_armed_");
    }

    private String select(Connection from, boolean withQuiet, boolean withNamed) throws SQLException {
        String kind = Sql.column(
                        from, "select relkind from pg_class where oid = to_regclass(?)", Fingerprint.quoted(table))
                .get(0);
        List<String> there = columns(from, table);
        return "select " + (there.containsAll(key) && !key.isEmpty() ? row(key) : "null::text") + " as k, "
                + (withQuiet ? hash(quiet) : "0::bigint") + " as h, " + (withNamed ? hash(named) : "0::bigint")
                + " as n from " + (kind.equals("p") ? "" : "only ") + Fingerprint.quoted(table);
    }

    private static String hash(List<String> columns) {
        return "hashtextextended(" + row(columns) + ", 0)";
    }

    private static String row(List<String> columns) {
        return columns.stream().map(Sql::name).collect(Collectors.joining(", ", "row(", ")::text"));
    }

    /** What needs every value to have one text only. */
    private interface Work {
        void run() throws SQLException;
    }

    private static void settled(Connection connection, Work work) throws SQLException {
        boolean local = !connection.getAutoCommit();
        Map<String, String> before = new LinkedHashMap<>();
        for (String name : TEXTS.keySet()) {
            before.put(
                    name,
                    Sql.column(connection, "select current_setting(?)", name).get(0));
        }
        set(connection, TEXTS, local);
        work.run();
        set(connection, before, local);
    }

    private static void set(Connection connection, Map<String, String> settings, boolean local) throws SQLException {
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            Sql.column(connection, "select set_config(?, ?, ?)", setting.getKey(), setting.getValue(), local);
        }
    }
}
