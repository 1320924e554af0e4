package dev.sternway.database.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a database can be asked about its own soundness: orphans, invalid indexes and constraints, sequences. */
public final class Integrity {
    private static final String FOREIGN_KEYS =
            "select k.conname, k.conrelid::regclass::text as child, k.confrelid::regclass::text as parent,"
                    + " (select string_agg(quote_ident(a.attname), ',' order by o.n) from unnest(k.conkey) with ordinality o(num, n)"
                    + " join pg_attribute a on a.attrelid = k.conrelid and a.attnum = o.num) as columns,"
                    + " (select string_agg(quote_ident(a.attname), ',' order by o.n) from unnest(k.confkey) with ordinality o(num, n)"
                    + " join pg_attribute a on a.attrelid = k.confrelid and a.attnum = o.num) as keys"
                    + " from pg_constraint k where k.contype = 'f' and k.conparentid = 0 and (k.convalidated or ?)";
    /** Sequences of a column: owned by it, or named by its default. */
    private static final String SEQUENCES =
            "select s.oid::regclass::text as sequence, t.oid::regclass::text as owner, quote_ident(a.attname) as attribute,"
                    + " n.nspname || '.' || t.relname || '.' || a.attname as plain,"
                    + " (select seqincrement from pg_sequence q where q.seqrelid = s.oid) as step"
                    + " from (select objid as sequence, refobjid as relation, refobjsubid as attribute from pg_depend"
                    + " where classid = 'pg_class'::regclass and refclassid = 'pg_class'::regclass and deptype in ('a', 'i')"
                    + " union select d.refobjid, e.adrelid, e.adnum from pg_depend d join pg_attrdef e on e.oid = d.objid"
                    + " where d.classid = 'pg_attrdef'::regclass and d.refclassid = 'pg_class'::regclass"
                    + " and pg_get_expr(e.adbin, e.adrelid) like 'nextval(%') d"
                    + " join pg_class s on s.oid = d.sequence and s.relkind = 'S'"
                    + " join pg_class t on t.oid = d.relation join pg_namespace n on n.oid = t.relnamespace"
                    + " join pg_attribute a on a.attrelid = d.relation and a.attnum = d.attribute"
                    + " where a.atttypid in (20, 21, 23) order by 1";

    private Integrity() {}

    /** What is wrong, one sentence each; empty when sound. */
    public static List<String> problems(Connection connection) throws SQLException {
        List<String> problems = new ArrayList<>(orphans(connection, false));
        problems.addAll(Sql.column(
                connection,
                "select 'index ' || indexrelid::regclass || ' is invalid' from pg_index where not indisvalid"));
        return problems;
    }

    /** Constraints that were never checked against the rows that are there. */
    public static List<String> unchecked(Connection connection) throws SQLException {
        return Sql.column(
                connection,
                "select 'constraint ' || conname || ' of ' || conrelid::regclass || ' is not validated' from pg_constraint"
                        + " where not convalidated and conrelid <> 0 order by 1");
    }

    /**
     * Rows whose foreign key points nowhere, one sentence a key.
     *
     * @param unvalidatedToo also of keys that were never checked against the rows that are there
     */
    public static List<String> orphans(Connection connection, boolean unvalidatedToo) throws SQLException {
        List<String> orphans = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(FOREIGN_KEYS)) {
            statement.setBoolean(1, unvalidatedToo);
            ResultSet keys = statement.executeQuery();
            while (keys.next()) {
                String[] columns = keys.getString("columns").split(",");
                String[] parents = keys.getString("keys").split(",");
                List<String> joined = new ArrayList<>();
                for (int i = 0; i < columns.length; i++) {
                    joined.add("p." + parents[i] + " = c." + columns[i]);
                }
                String present = java.util.Arrays.stream(columns)
                        .map(column -> "c." + column + " is not null")
                        .collect(Collectors.joining(" and "));
                long count = Sql.number(
                        connection,
                        "select count(*) from " + keys.getString("child") + " c where " + present
                                + " and not exists (select from " + keys.getString("parent") + " p where "
                                + String.join(" and ", joined) + ")");
                if (count > 0) {
                    orphans.add(count + " rows of " + keys.getString("child") + " have no parent in "
                            + keys.getString("parent") + " (" + keys.getString("conname") + ")");
                }
            }
        }
        return orphans;
    }

    /**
     * Moves every owned sequence that lags behind to the highest value; never back.
     *
     * @param taken further values by {@code schema.table.column}, for rows that will come back later
     * @return how many moved
     */
    public static int moveSequences(Connection connection, Map<String, Long> taken) throws SQLException {
        List<Lagging> lagging = lagging(connection, taken);
        for (Lagging sequence : lagging) {
            Sql.column(
                    connection,
                    "select setval(" + Sql.text(sequence.sequence()) + "::regclass, " + sequence.highest() + ", true)");
        }
        return lagging.size();
    }

    /** A sequence whose next value is taken already. */
    public record Lagging(String sequence, long highest) {}

    public static List<Lagging> lagging(Connection connection, Map<String, Long> taken) throws SQLException {
        List<Lagging> lagging = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SEQUENCES)) {
            while (rows.next()) {
                boolean down = rows.getLong("step") < 0;
                String end = down ? "min" : "max";
                String there = Sql.column(
                                connection,
                                "select coalesce(" + end + "(" + rows.getString("attribute") + ")::text, '') from "
                                        + rows.getString("owner"))
                        .get(0);
                Optional<Long> aside = Optional.ofNullable(taken.get(rows.getString("plain")));
                if (there.isEmpty() && aside.isEmpty()) {
                    continue;
                }
                long own = there.isEmpty() ? aside.get() : Long.parseLong(there);
                long other = aside.orElse(own);
                long last = down ? Math.min(own, other) : Math.max(own, other);
                String sequence = rows.getString("sequence");
                if (behind(connection, sequence, last, down)) {
                    lagging.add(new Lagging(sequence, last));
                }
            }
        }
        return lagging;
    }

    private static boolean behind(Connection connection, String sequence, long last, boolean down) throws SQLException {
        return Sql.column(
                        connection,
                        "select (case when is_called then last_value " + (down ? "> " : "< ") + last
                                + " else last_value " + (down ? ">= " : "<= ") + last + " end)::text from " + sequence)
                .get(0)
                .equals("true");
    }
}
