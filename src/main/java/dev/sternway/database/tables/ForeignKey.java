package dev.sternway.database.tables;

import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A foreign key, as it can be dropped and made again. Partitions inherit theirs. */
record ForeignKey(String child, String parent, String name, String definition, String comment) {
    static List<ForeignKey> all(Connection connection) throws SQLException {
        List<ForeignKey> all = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select cn.nspname || '.' || c.relname, pn.nspname || '.' ||"
                        + " p.relname, k.conname, pg_get_constraintdef(k.oid), coalesce(obj_description(k.oid,"
                        + " 'pg_constraint'), '') from pg_constraint k join pg_class c on c.oid = k.conrelid"
                        + " join pg_namespace cn on cn.oid = c.relnamespace join pg_class p on p.oid = k.confrelid"
                        + " join pg_namespace pn on pn.oid = p.relnamespace where k.contype = 'f' and k.conparentid = 0"
                        + " order by 1, 3")) {
            while (rows.next()) {
                all.add(new ForeignKey(
                        rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4), rows.getString(5)));
            }
        }
        return all;
    }

    /** Whether it holds for rows that were there before it was made. */
    boolean isChecked() {
        return !definition.contains(" NOT VALID");
    }

    /** Whether the server checks new rows in this session. */
    boolean isEnforced(Connection connection) throws SQLException {
        return Sql.number(
                        connection,
                        "select (current_setting('session_replication_role') = 'replica')::int + count(*) from pg_trigger"
                                + " t join pg_constraint k on k.oid = t.tgconstraint where k.conname = ?"
                                + " and k.conrelid = to_regclass(?) and t.tgenabled <> 'O'",
                        name,
                        Fingerprint.quoted(child))
                == 0;
    }

    boolean touches(Collection<String> tables) {
        return tables.contains(child) || tables.contains(parent);
    }

    String drop() {
        return "alter table " + Fingerprint.quoted(child) + " drop constraint " + Sql.name(name);
    }

    List<String> add() {
        String table = Fingerprint.quoted(child);
        String add = "alter table " + table + " add constraint " + Sql.name(name) + " " + definition;
        return comment.isEmpty()
                ? List.of(add)
                : List.of(add, "comment on constraint " + Sql.name(name) + " on " + table + " is " + Sql.text(comment));
    }
}
