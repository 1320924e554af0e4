package dev.sternway.database.catalog;

import dev.sternway.base.Digest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The schema as sorted lines, one fact each, so that two schemas can be compared. Order of columns does not count. */
public record SchemaSnapshot(List<String> lines) {
    private static final String OURS = " !~ '^(information_schema$|sternway_salvage|pg_)'";
    private static final String[] FACTS = {
        "select 'schema ' || n.nspname || ' owner ' || pg_get_userbyid(nspowner) || ' acl ' ||"
                + " coalesce(nspacl::text, '') from pg_namespace n where n.nspname" + OURS,
        "select case c.relkind when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view'"
                + " when 'm' then 'materialized view' when 'S' then 'sequence' else c.relkind::text end || ' '"
                + " || n.nspname || '.' || c.relname || ' owner ' || pg_get_userbyid(c.relowner) || ' acl '"
                + " || coalesce((select string_agg(a::text, ',' order by a::text) from unnest(coalesce(c.relacl, acldefault(case"
                + " c.relkind when 'S' then 's'::\"char\" else 'r'::\"char\" end, c.relowner))) a), '')"
                + " || ' options ' || coalesce(c.reloptions::text, '') || ' rls ' || c.relrowsecurity || c.relforcerowsecurity"
                + " || ' persistence ' || c.relpersistence::text || ' identity ' || c.relreplident::text"
                + " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                + " where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f') and n.nspname" + OURS,
        "select 'column ' || n.nspname || '.' || c.relname || '.' || a.attname || ' '"
                + " || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end"
                + " || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')"
                + " || case when a.attidentity <> '' then ' identity ' || a.attidentity::text else '' end"
                + " || case when a.attgenerated <> '' then ' generated' else '' end"
                + " || coalesce(' collate ' || l.collname, '') || ' storage ' || a.attstorage::text"
                + " || coalesce(' acl ' || a.attacl::text, '')"
                + " from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace"
                + " left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum"
                + " left join pg_collation l on l.oid = a.attcollation and l.collname <> 'default'"
                + " where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname"
                + OURS,
        "select 'constraint ' || n.nspname || '.' || c.relname || '.' || k.conname || ' ' || pg_get_constraintdef(k.oid)"
                + " from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace"
                + " where n.nspname" + OURS,
        "select 'index ' || pg_get_indexdef(i.indexrelid) || case when i.indisvalid then '' else ' INVALID' end"
                + " from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace"
                + " where n.nspname" + OURS,
        "select 'view ' || n.nspname || '.' || c.relname || ' as ' || pg_get_viewdef(c.oid)"
                + " from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('v', 'm') and n.nspname"
                + OURS,
        "select 'function ' || p.oid::regprocedure || ' ' || md5(case when p.prokind = 'a' then '' else"
                + " pg_get_functiondef(p.oid) end) || coalesce(' acl ' || p.proacl::text, '')"
                + " from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname" + OURS,
        "select 'trigger ' || pg_get_triggerdef(t.oid) || ' enabled ' || t.tgenabled::text from pg_trigger t"
                + " join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace"
                + " where not t.tgisinternal and n.nspname" + OURS,
        "select 'policy ' || n.nspname || '.' || c.relname || '.' || p.polname || ' ' || p.polcmd::text || ' '"
                + " || coalesce(pg_get_expr(p.polqual, p.polrelid), '') || ' check '"
                + " || coalesce(pg_get_expr(p.polwithcheck, p.polrelid), '') from pg_policy p"
                + " join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace where n.nspname"
                + OURS,
        "select 'type ' || n.nspname || '.' || t.typname || ' ' || t.typtype::text || coalesce(' ' || (select"
                + " string_agg(e.enumlabel, ',' order by e.enumsortorder) from pg_enum e where e.enumtypid = t.oid), '')"
                + " from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typtype in ('e', 'd', 'c', 'r')"
                + " and (t.typrelid = 0 or (select relkind from pg_class where oid = t.typrelid) = 'c') and n.nspname"
                + OURS,
        "select 'domain ' || n.nspname || '.' || t.typname || ' ' || format_type(t.typbasetype, t.typtypmod)"
                + " || case when t.typnotnull then ' not null' else '' end || coalesce(' default ' || t.typdefault, '')"
                + " || coalesce((select string_agg(' ' || k.conname || ' ' || pg_get_constraintdef(k.oid), '' order by"
                + " k.conname) from pg_constraint k where k.contypid = t.oid), '')"
                + " from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typtype = 'd' and n.nspname"
                + OURS,
        "select 'sequence of ' || n.nspname || '.' || c.relname || ' ' || format_type(s.seqtypid, null) || ' start '"
                + " || s.seqstart || ' by ' || s.seqincrement || ' ' || s.seqmin || '..' || s.seqmax || ' cache '"
                + " || s.seqcache || ' cycle ' || s.seqcycle from pg_sequence s join pg_class c on c.oid = s.seqrelid"
                + " join pg_namespace n on n.oid = c.relnamespace where n.nspname" + OURS,
        "select 'comment on ' || i.type || ' ' || i.identity || ' ' || d.description from pg_description d,"
                + " pg_identify_object(d.classoid, d.objoid, d.objsubid) i where d.objoid >= 16384"
                + " and i.identity !~ '(^|on )(sternway_salvage|pg_)'",
        "select 'extension ' || extname || ' ' || extversion from pg_extension"
    };

    public static SchemaSnapshot of(Connection connection) throws SQLException {
        TreeSet<String> lines = new TreeSet<>();
        try (Statement statement = connection.createStatement()) {
            // sent together: a round trip each would be most of the time
            statement.execute(String.join("; ", FACTS));
            do {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        lines.add(rows.getString(1));
                    }
                }
            } while (statement.getMoreResults());
        }
        return new SchemaSnapshot(List.copyOf(lines));
    }

    /** One statement whose rows are the facts, each on one line; for whoever compares schemas without Sternway. */
    public static String query() {
        return Arrays.stream(FACTS)
                .map(facts -> "select replace(fact, chr(10), ' ') from (" + facts + ") f(fact)")
                .collect(Collectors.joining("\nunion all\n"));
    }

    public String digest() {
        return Digest.of(String.join("\n", lines));
    }

    /** What {@code later} has more, with a plus, and less, with a minus. */
    public List<String> difference(SchemaSnapshot later) {
        List<String> difference = new ArrayList<>();
        lines.stream().filter(line -> !later.lines().contains(line)).forEach(line -> difference.add("- " + line));
        later.lines().stream().filter(line -> !lines.contains(line)).forEach(line -> difference.add("+ " + line));
        return difference;
    }
}
