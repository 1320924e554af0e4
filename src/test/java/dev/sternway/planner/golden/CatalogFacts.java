package dev.sternway.planner.golden;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the catalog holds and {@code pg_dump --schema-only} does not write. */
final class CatalogFacts {
    private static final String OURS = " n.nspname !~ '^(pg_|sternway_salvage)' AND n.nspname <> 'information_schema' ";

    /** Each gives a name and a text. */
    private static final Map<String, String> QUESTIONS = new LinkedHashMap<>();

    static {
        QUESTIONS.put(
                "relation",
                "SELECT format('%I.%I', n.nspname, c.relname), concat_ws(' ', c.relkind, c.relpersistence, c.relreplident,"
                        + " CASE WHEN c.relkind = 'm' THEN c.relispopulated END, c.relrowsecurity, c.relforcerowsecurity,"
                        + " (SELECT spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace),"
                        + " (SELECT amname FROM pg_am a WHERE a.oid = c.relam),"
                        + " (SELECT array_agg(o ORDER BY o) FROM pg_class t, unnest(t.reloptions) o WHERE t.oid = c.reltoastrelid))"
                        + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE c.relkind NOT IN ('c', 't') AND" + OURS);
        QUESTIONS.put(
                "index",
                "SELECT i.indexrelid::regclass, concat_ws(' ', i.indrelid::regclass, i.indisvalid, i.indisready, i.indislive,"
                        + " i.indisclustered, i.indisreplident, i.indimmediate, i.indisunique, i.indisprimary, i.indnullsnotdistinct)"
                        + " FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE" + OURS);
        QUESTIONS.put(
                "column",
                "SELECT format('%s.%I', c.oid::regclass, a.attname), concat_ws(' ', a.attislocal, a.attinhcount, a.attnotnull,"
                        + " a.attidentity, a.attgenerated, a.attstattarget, a.attcompression, a.attstorage,"
                        + " (SELECT array_agg(o ORDER BY o) FROM unnest(a.attoptions) o),"
                        + " a.attfdwoptions)"
                        + " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c') AND"
                        + OURS);
        QUESTIONS.put(
                "constraint",
                "SELECT format('%I on %s%s', k.conname, nullif(k.conrelid, 0)::regclass, nullif(k.contypid, 0)::regtype),"
                        + " concat_ws(' ', k.contype, k.conislocal, k.coninhcount, k.convalidated,"
                        // keys are never inherited: what the flag says of them depends only on how they came about
                        + " CASE WHEN k.contype IN ('c', 'n') THEN k.connoinherit END,"
                        + " k.condeferrable, k.condeferred, (SELECT conname FROM pg_constraint p WHERE p.oid = k.conparentid))"
                        + " FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE" + OURS);
        QUESTIONS.put(
                "trigger",
                "SELECT format('%s on %s', coalesce(k.conname, t.tgname), t.tgrelid::regclass),"
                        + " string_agg(concat_ws(' ', t.tgfoid::regproc, t.tgtype, t.tgenabled, t.tgisinternal, t.tgparentid <> 0),"
                        + " '; ' ORDER BY t.tgfoid::regproc::text, t.tgtype, t.tgenabled)"
                        + " FROM pg_trigger t LEFT JOIN pg_constraint k ON k.oid = t.tgconstraint"
                        + " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE" + OURS + "GROUP BY 1");
        QUESTIONS.put(
                "extension",
                "SELECT e.extname, concat_ws(' ', e.extversion, n.nspname, pg_get_userbyid(e.extowner))"
                        + " FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace");
        QUESTIONS.put(
                "collation",
                "SELECT c.oid::regcollation, c.collversion FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace"
                        + " WHERE" + OURS);
        QUESTIONS.put(
                "database",
                "SELECT 'itself', concat_ws(' ', pg_get_userbyid(datdba), datacl, datconnlimit, datallowconn,"
                        + " shobj_description(oid, 'pg_database')) FROM pg_database WHERE datname = current_database()");
        QUESTIONS.put(
                "setting of role",
                "SELECT coalesce(r.rolname, 'all'), s.setconfig FROM pg_db_role_setting s LEFT JOIN pg_roles r ON r.oid = s.setrole"
                        + " WHERE s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))");
        QUESTIONS.put(
                "role",
                "SELECT rolname, concat_ws(' ', rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication,"
                        + " rolbypassrls, rolconnlimit, rolvaliduntil, rolconfig, (SELECT array_agg(roleid::regrole::text ORDER BY"
                        + " roleid::regrole::text) FROM pg_auth_members WHERE member = r.oid)) FROM pg_roles r"
                        + " WHERE rolname !~ '^pg_'");
        QUESTIONS.put(
                "large object",
                "SELECT m.oid, concat_ws(' ', pg_get_userbyid(m.lomowner), m.lomacl, md5(lo_get(m.oid)))"
                        + " FROM pg_largeobject_metadata m");
        QUESTIONS.put(
                "member of extension",
                "SELECT e.extname, string_agg(pg_describe_object(d.classid, d.objid, d.objsubid), ', ' ORDER BY"
                        + " pg_describe_object(d.classid, d.objid, d.objsubid)) FROM pg_depend d"
                        + " JOIN pg_extension e ON e.oid = d.refobjid WHERE d.refclassid = 'pg_extension'::regclass"
                        + " AND d.deptype IN ('e', 'x') GROUP BY 1");
    }

    private CatalogFacts() {}

    static void read(Connection connection, Map<String, String> things) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = ''");
            for (Map.Entry<String, String> question : QUESTIONS.entrySet()) {
                try (ResultSet rows = statement.executeQuery(question.getValue())) {
                    while (rows.next()) {
                        things.merge(
                                question.getKey() + " " + rows.getString(1),
                                String.valueOf(rows.getString(2)),
                                (one, other) -> one + "\n" + other);
                    }
                }
            }
            things.putAll(sequences(statement));
        }
    }

    private static Map<String, String> sequences(Statement statement) throws SQLException {
        List<String> queries = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT c.oid::regclass, quote_literal(c.oid::regclass) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE c.relkind = 'S' AND" + OURS)) {
            while (rows.next()) {
                queries.add(
                        "SELECT " + rows.getString(2) + ", last_value || ' ' || is_called FROM " + rows.getString(1));
            }
        }
        Map<String, String> states = new TreeMap<>();
        if (!queries.isEmpty()) {
            try (ResultSet rows = statement.executeQuery(String.join(" UNION ALL ", queries))) {
                while (rows.next()) {
                    states.put("sequence " + rows.getString(1), rows.getString(2));
                }
            }
        }
        return states;
    }
}
