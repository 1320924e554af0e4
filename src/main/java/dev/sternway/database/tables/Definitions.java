package dev.sternway.database.tables;

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
    /** What lines of a schema call a table by: its plain name, then the shown ones of itself, its sequences and indexes. */
    private static final String NAMES = "select n.nspname || '.' || c.relname, x.called from pg_class c"
            + " join pg_namespace n on n.oid = c.relnamespace, lateral (select 'T' || c.oid::regclass::text"
            + " union all select 'S' || sn.nspname || '.' || s.relname from pg_depend d join pg_class s on s.oid = d.objid"
            + " and s.relkind = 'S' join pg_namespace sn on sn.oid = s.relnamespace where d.classid = 'pg_class'::regclass"
            + " and d.refclassid = 'pg_class'::regclass and d.refobjid = c.oid and d.deptype in ('a', 'i')"
            + " union all select 'I' || i.indexrelid::regclass::text from pg_index i where i.indrelid = c.oid) x (called)"
            + " where c.relkind in ('r', 'p') and not c.relispartition"
            + " and n.nspname !~ '^(information_schema$|sternway_salvage|pg_)' order by 1, 2";

    /** As the connection's transaction sees it; its session is settled. */
    static Definitions of(Connection connection) throws SQLException {
        Map<String, TreeSet<String>> tables = new TreeMap<>();
        Map<String, Pattern> patterns = new TreeMap<>();
        Sql.pairs(connection, NAMES).forEach((table, called) -> {
            tables.put(table, new TreeSet<>());
            patterns.put(table, pattern(table, called));
        });
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

    private static Pattern pattern(String table, List<String> called) {
        String plain = Pattern.quote(table);
        String shown = of('T', called).get(0);
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
        for (String sequence : of('S', called)) {
            String own = Pattern.quote(sequence);
            all.append("|^sequence (of )?")
                    .append(own)
                    .append(" |^comment on sequence ")
                    .append(own)
                    .append(' ');
        }
        for (String index : of('I', called)) {
            all.append("|^comment on index ").append(Pattern.quote(index)).append(' ');
        }
        return Pattern.compile(all.toString());
    }

    private static List<String> of(char kind, List<String> called) {
        return called.stream()
                .filter(it -> it.charAt(0) == kind)
                .map(it -> it.substring(1))
                .toList();
    }
}
