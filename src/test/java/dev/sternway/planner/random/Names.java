package dev.sternway.planner.random;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What there is in a database at the moment, always in the same order. */
final class Names {
    private static final String OURS = " !~ '^(pg_|information_schema|sternway_salvage)' ";

    private final Connection connection;
    private final Map<String, List<Thing>> known = new HashMap<>();

    Names(Connection connection) {
        this.connection = connection;
    }

    /**
     * @param name as it is written in a statement
     * @param on what it belongs to, or empty
     * @param detail depends on the kind
     */
    record Thing(String name, String on, String detail) {
        /** The name without its schema. */
        String own() {
            return name.substring(on.isEmpty() ? 0 : on.length() + 1);
        }
    }

    /** On is the schema; detail: r or p, and P for a partition. */
    List<Thing> tables() {
        return relations("'r', 'p'", "c.relkind::text || CASE WHEN c.relispartition THEN 'P' ELSE '' END");
    }

    List<Thing> views() {
        return relations("'v'", "''");
    }

    List<Thing> materializedViews() {
        return relations("'m'", "''");
    }

    /** Detail: the table that owns it, or empty. */
    List<Thing> sequences() {
        return relations(
                "'S'",
                "coalesce((SELECT d.refobjid::regclass::text FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i')"
                        + " AND d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass LIMIT 1), '')");
    }

    private List<Thing> relations(String kinds, String detail) {
        return ask("SELECT c.oid::regclass, quote_ident(n.nspname), " + detail
                + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN (" + kinds
                + ") AND n.nspname"
                + OURS);
    }

    List<Thing> schemas() {
        return ask("SELECT quote_ident(nspname), '', '' FROM pg_namespace WHERE nspname" + OURS);
    }

    /** On is the table or view; detail is the type; generated columns and those of identities are left out. */
    List<Thing> columns(String relation) {
        return columns(relation, "a.attgenerated = '' AND a.attidentity = ''");
    }

    List<Thing> allColumns(String relation) {
        return columns(relation, "true");
    }

    private List<Thing> columns(String relation, String condition) {
        return ask(
                "SELECT quote_ident(a.attname), '', format_type(a.atttypid, a.atttypmod) FROM pg_attribute a WHERE a.attrelid = "
                        + literal(relation) + "::regclass AND a.attnum > 0 AND NOT a.attisdropped AND " + condition);
    }

    /** Columns of the primary key. */
    List<Thing> key(String table) {
        return ask(
                "SELECT quote_ident(a.attname), '', format_type(a.atttypid, a.atttypmod) FROM pg_attribute a, pg_index i"
                        + " WHERE i.indrelid = " + literal(table)
                        + "::regclass AND i.indisprimary AND a.attrelid = i.indrelid"
                        + " AND a.attnum = ANY (i.indkey)");
    }

    /** On is the table; detail: c, f, p, u or x, and V when valid. */
    List<Thing> constraints() {
        return ask(
                "SELECT quote_ident(conname), conrelid::regclass, contype::text || CASE WHEN convalidated THEN 'V' ELSE '' END FROM pg_constraint"
                        + " WHERE conrelid <> 0 AND contype <> 't' AND coninhcount = 0 AND connamespace::regnamespace::text"
                        + OURS);
    }

    /** Without those that constraints own; on is the schema, detail the table. */
    List<Thing> indexes() {
        return ask(
                "SELECT i.indexrelid::regclass, quote_ident(n.nspname), i.indrelid::regclass FROM pg_index i"
                        + " JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname"
                        + OURS
                        + " AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid) AND NOT c.relispartition");
    }

    /** With their arguments. Detail: f or p. */
    List<Thing> functions() {
        return ask(
                "SELECT p.oid::regprocedure, quote_ident(n.nspname), p.prokind FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
                        + " WHERE p.prokind IN ('f', 'p') AND n.nspname" + OURS
                        + " AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype IN ('e', 'i'))");
    }

    /** On is the table. */
    List<Thing> triggers() {
        return ask(
                "SELECT quote_ident(tgname), tgrelid::regclass, '' FROM pg_trigger WHERE NOT tgisinternal AND tgparentid = 0");
    }

    List<Thing> policies() {
        return ask("SELECT quote_ident(polname), polrelid::regclass, '' FROM pg_policy");
    }

    List<Thing> statistics() {
        return ask("SELECT stxnamespace::regnamespace || '.' || quote_ident(stxname), '', '' FROM pg_statistic_ext");
    }

    /** Detail: e, d or c. */
    List<Thing> types() {
        return ask(
                "SELECT t.oid::regtype, quote_ident(n.nspname), t.typtype FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace"
                        + " WHERE n.nspname" + OURS
                        + " AND (t.typtype IN ('e', 'd') OR t.typtype = 'c' AND (SELECT relkind FROM pg_class WHERE oid = t.typrelid) = 'c')");
    }

    List<String> labels(String type) {
        return ask("SELECT enumlabel, '', '' FROM pg_enum WHERE enumtypid = to_regtype(" + literal(type)
                        + ") ORDER BY enumsortorder")
                .stream()
                .map(Thing::name)
                .toList();
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private List<Thing> ask(String query) {
        return known.computeIfAbsent(query, this::answer);
    }

    private List<Thing> answer(String query) {
        List<Thing> things = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(query.contains("ORDER BY") ? query : query + " ORDER BY 1, 2, 3")) {
            while (rows.next()) {
                things.add(new Thing(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
        return things;
    }
}
