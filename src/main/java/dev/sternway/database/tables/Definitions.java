package dev.sternway.database.tables;

import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Readers;
import dev.sternway.database.catalog.SchemaSnapshot;
import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The facts of a schema, by the table they belong to.
 *
 * @param tables every table's own facts
 * @param others facts that belong to no table: views, functions, types, sequences of their own
 */
record Definitions(Map<String, TreeSet<String>> tables, List<String> others) {
    private static final String OWNED = "select sn.nspname || '.' || s.relname || ' ' || n.nspname || '.' || c.relname"
            + " from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S'"
            + " join pg_namespace sn on sn.oid = s.relnamespace join pg_class c on c.oid = d.refobjid"
            + " join pg_namespace n on n.oid = c.relnamespace where d.classid = 'pg_class'::regclass"
            + " and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i')";
    private static final String INDEXES =
            "select indexrelid::regclass::text from pg_index where indrelid = to_regclass(?)";

    /** As the connection's transaction sees it; its session is settled. */
    static Definitions of(Connection connection) throws SQLException {
        Map<String, TreeSet<String>> tables = new TreeMap<>();
        Map<String, List<String>> owned = new TreeMap<>();
        for (String table : Fingerprint.tables(connection)) {
            tables.put(table, new TreeSet<>());
            owned.put(table, new ArrayList<>());
        }
        for (String pair : Sql.column(connection, OWNED)) {
            tables.keySet().stream()
                    .filter(table -> pair.endsWith(" " + table))
                    .forEach(table -> owned.getOrDefault(table, new ArrayList<>())
                            .add(pair.substring(0, pair.length() - table.length() - 1)));
        }
        Map<String, Pattern> patterns = new TreeMap<>();
        for (Map.Entry<String, List<String>> table : owned.entrySet()) {
            patterns.put(table.getKey(), pattern(connection, table.getKey(), table.getValue()));
        }
        List<String> others = new ArrayList<>();
        for (String line : SchemaSnapshot.of(connection).lines()) {
            patterns.entrySet().stream()
                    .filter(it -> it.getValue().matcher(line).find())
                    .findFirst()
                    .ifPresentOrElse(
                            it -> tables.getOrDefault(it.getKey(), new TreeSet<>())
                                    .add(line),
                            () -> others.add(line));
        }
        return new Definitions(tables, others);
    }

    static Definitions of(Readers readers) throws SQLException {
        return of(readers.first());
    }

    private static Pattern pattern(Connection connection, String table, List<String> sequences) throws SQLException {
        String plain = Pattern.quote(table);
        String shown = Sql.column(connection, "select to_regclass(?)::text", Fingerprint.quoted(table))
                .get(0);
        String quoted = "(" + plain + "|" + Pattern.quote(shown) + ")";
        StringBuilder all = new StringBuilder("^(partitioned )?table ")
                .append(plain)
                .append(" |^(column|constraint|policy) ")
                .append(plain)
                .append("\\.|^index CREATE .*? ON (ONLY )?")
                .append(quoted)
                .append(" USING |^trigger .*? ON ")
                .append(quoted)
                .append(" |^comment on (table ")
                .append(quoted)
                .append(" |table column ")
                .append(quoted)
                .append("\\.|[a-z ]+ \\S+ on ")
                .append(quoted)
                .append(" )");
        for (String sequence : sequences) {
            String own = Pattern.quote(sequence);
            all.append("|^sequence (of )?")
                    .append(own)
                    .append(" |^comment on sequence ")
                    .append(own)
                    .append(' ');
        }
        for (String index : Sql.column(connection, INDEXES, Fingerprint.quoted(table))) {
            all.append("|^comment on index ").append(Pattern.quote(index)).append(' ');
        }
        return Pattern.compile(all.toString());
    }
}
