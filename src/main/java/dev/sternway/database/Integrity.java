package dev.sternway.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a database can be asked about its own soundness: orphans, invalid indexes and constraints, sequences. */
public final class Integrity {
    private static final String FOREIGN_KEYS =
            "select k.conname, k.conrelid::regclass::text as child, k.confrelid::regclass::text as parent,"
                    + " (select string_agg(quote_ident(a.attname), ',' order by o.n) from unnest(k.conkey) with ordinality o(num, n)"
                    + " join pg_attribute a on a.attrelid = k.conrelid and a.attnum = o.num) as columns,"
                    + " (select string_agg(quote_ident(a.attname), ',' order by o.n) from unnest(k.confkey) with ordinality o(num, n)"
                    + " join pg_attribute a on a.attrelid = k.confrelid and a.attnum = o.num) as keys"
                    + " from pg_constraint k where k.contype = 'f'";
    private static final String SEQUENCES =
            "select s.oid::regclass::text as sequence, t.oid::regclass::text as owner, quote_ident(a.attname) as attribute"
                    + " from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S'"
                    + " join pg_class t on t.oid = d.refobjid"
                    + " join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid"
                    + " where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass"
                    + " and d.deptype in ('a', 'i') and a.atttypid in (20, 21, 23)";

    private Integrity() {}

    /** What is wrong, one sentence each; empty when sound. */
    public static List<String> problems(Connection connection) throws SQLException {
        List<String> problems = new ArrayList<>(orphans(connection));
        problems.addAll(Sql.column(
                connection,
                "select 'index ' || indexrelid::regclass || ' is invalid' from pg_index where not indisvalid"));
        return problems;
    }

    private static List<String> orphans(Connection connection) throws SQLException {
        List<String> orphans = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet keys = statement.executeQuery(FOREIGN_KEYS)) {
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

    /** Moves every owned sequence that lags behind to its column's highest value; never back. @return how many moved */
    public static int moveSequences(Connection connection) throws SQLException {
        int moved = 0;
        for (String[] lagging : lagging(connection)) {
            Sql.column(connection, "select setval(" + Sql.text(lagging[0]) + "::regclass, " + lagging[1] + ", true)");
            moved++;
        }
        return moved;
    }

    /** Sequence and highest value of each whose next value is taken already. */
    public static List<String[]> lagging(Connection connection) throws SQLException {
        List<String[]> lagging = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SEQUENCES)) {
            while (rows.next()) {
                String sequence = rows.getString("sequence");
                String highest = Sql.column(
                                connection,
                                "select coalesce(max(" + rows.getString("attribute") + ")::text, '') from "
                                        + rows.getString("owner"))
                        .get(0);
                if (highest.isEmpty()) {
                    continue;
                }
                boolean behind = Sql.column(
                                connection,
                                "select (case when is_called then last_value + 1 else last_value end <= " + highest
                                        + ")::text from " + sequence)
                        .get(0)
                        .equals("true");
                if (behind) {
                    lagging.add(new String[] {sequence, highest});
                }
            }
        }
        return lagging;
    }
}
