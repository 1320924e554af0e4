package dev.sternway.database.tables;

import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Empties a table and fills it again; the table itself stays, and with it whatever hangs on it. Indexes that no
 * constraint needs are made anew at the end, which is faster than keeping them up; triggers do not fire meanwhile.
 *
 * @param drops statements that take indexes away
 * @param makes statements that make them again, with their comments
 */
record Refill(Connection connection, String table, List<String> drops, List<String> makes, QuietTriggers quiet) {
    private static final String PLAIN = " from pg_index i join pg_class c on c.oid = i.indexrelid where i.indrelid ="
            + " to_regclass(?) and i.indisvalid and not i.indisreplident and not i.indisclustered and not exists (select"
            + " from pg_constraint k where k.conindid = i.indexrelid) order by i.indexrelid";

    static Refill of(Connection connection, String table) throws SQLException {
        String quoted = Fingerprint.quoted(table);
        List<String> drops = Sql.column(connection, "select 'drop index ' || i.indexrelid::regclass" + PLAIN, quoted);
        List<String> makes = Sql.column(
                connection,
                "select pg_get_indexdef(i.indexrelid) || coalesce('; comment on index ' || i.indexrelid::regclass ||"
                        + " ' is ' || quote_literal(obj_description(i.indexrelid, 'pg_class')), '')" + PLAIN,
                quoted);
        return new Refill(connection, table, drops, makes, QuietTriggers.of(connection, table));
    }

    void with(RowCopy rows) throws SQLException {
        quietly(() -> {
            for (String drop : drops) {
                TableRestore.execute(connection, drop);
            }
            TableRestore.execute(connection, "truncate only " + Fingerprint.quoted(table));
            rows.copy(table, "");
            for (String make : makes) {
                TableRestore.execute(connection, make);
            }
        });
    }

    /** Only those rows: what is there goes, what the copy has comes. */
    void only(RowCopy rows, DifferingKeys differing) throws SQLException {
        quietly(() -> {
            String picked = differing.picked(table);
            TableRestore.execute(connection, "delete from only " + Fingerprint.quoted(table) + " r where " + picked);
            rows.copy(table, picked);
        });
    }

    /** While no trigger of the application's fires. */
    private void quietly(Work work) throws SQLException {
        quiet.begin(connection);
        work.run();
        quiet.end(connection);
    }

    private interface Work {
        void run() throws SQLException;
    }
}
