package dev.sternway.executor.sql;

import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a transaction does to the content of tables: those whose rows it writes, and those that have a column of the same name with
 * another type than before. Partitions count as their table.
 */
final class Footprint {
    private static final String OURS =
            " n.nspname !~ '^(information_schema$|sternway_salvage|pg_)' and c.relkind in ('r', 'p')";
    private static final String TYPES =
            "select n.nspname || '.' || c.relname || chr(9) || a.attname || chr(9) || format_type(a.atttypid, a.atttypmod)"
                    + " from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace"
                    + " where a.attnum > 0 and not a.attisdropped and not c.relispartition and" + OURS;
    private static final String WRITTEN =
            "select distinct n.nspname || '.' || c.relname from pg_stat_xact_user_tables s"
                    + " join pg_class c on c.oid = coalesce(pg_partition_root(s.relid), s.relid)"
                    + " join pg_namespace n on n.oid = c.relnamespace"
                    + " where s.n_tup_ins + s.n_tup_upd + s.n_tup_del > 0 and" + OURS;

    private final Connection connection;
    private final Set<String> typesBefore;

    private Footprint(Connection connection, Set<String> typesBefore) {
        this.connection = connection;
        this.typesBefore = typesBefore;
    }

    static Footprint before(Connection connection) throws SQLException {
        return new Footprint(connection, new TreeSet<>(Sql.column(connection, TYPES)));
    }

    /** By schema and name, before the commit. */
    Set<String> tables() throws SQLException {
        Set<String> tables = new TreeSet<>(Sql.column(connection, WRITTEN));
        Set<String> columnsBefore = new TreeSet<>();
        typesBefore.forEach(line -> columnsBefore.add(column(line)));
        for (String line : Sql.column(connection, TYPES)) {
            if (!typesBefore.contains(line) && columnsBefore.contains(column(line))) {
                tables.add(line.substring(0, line.indexOf('\t')));
            }
        }
        return tables;
    }

    private static String column(String line) {
        return line.substring(0, line.lastIndexOf('\t'));
    }
}
