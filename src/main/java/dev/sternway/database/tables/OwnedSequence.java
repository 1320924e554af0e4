package dev.sternway.database.tables;

import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sequences that belong to a column of a table. */
final class OwnedSequence {
    private OwnedSequence() {}

    /** As schema.name. */
    static List<String> of(Connection connection, String table) throws SQLException {
        return Sql.column(
                connection,
                "select n.nspname || '.' || s.relname from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S'"
                        + " join pg_namespace n on n.oid = s.relnamespace where d.classid = 'pg_class'::regclass"
                        + " and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')"
                        + " and d.refobjid = to_regclass(?) order by 1",
                Fingerprint.quoted(table));
    }

    /** Never back behind the copy's or the one that gave way: rows that were set aside keep their numbers. */
    static void forward(Connection copy, Connection live, String table, Map<String, String> gaveWay)
            throws SQLException {
        for (String sequence : of(live, table)) {
            List<String> reached = new ArrayList<>(position(copy, sequence));
            if (gaveWay.containsKey(sequence)) {
                reached.addAll(position(live, gaveWay.getOrDefault(sequence, "")));
            }
            boolean down = Sql.number(
                            live,
                            "select seqincrement from pg_sequence where seqrelid = to_regclass(?)",
                            Fingerprint.quoted(sequence))
                    < 0;
            var used = reached.stream().map(Long::valueOf);
            var furthest = down ? used.min(Long::compare) : used.max(Long::compare);
            if (furthest.isPresent()) {
                Sql.column(
                        live,
                        "select setval(to_regclass(?), ?::int8, true)",
                        Fingerprint.quoted(sequence),
                        furthest.get());
            }
        }
    }

    /** The last value that was handed out; none when none was. */
    private static List<String> position(Connection connection, String sequence) throws SQLException {
        return Sql.column(connection, "select last_value from " + Fingerprint.quoted(sequence) + " where is_called");
    }
}
