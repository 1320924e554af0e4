package dev.sternway.database.salvage;

import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Orders tables so that a table comes after those that its foreign keys point to. */
final class ParentsFirst {
    private ParentsFirst() {}

    static List<Manifest.Part> order(Connection connection, List<Manifest.Part> parts) throws SQLException {
        List<String> edges = Sql.column(
                connection,
                "select cn.nspname || '.' || c.relname || ' ' || pn.nspname || '.' || p.relname from pg_constraint k"
                        + " join pg_class c on c.oid = k.conrelid join pg_namespace cn on cn.oid = c.relnamespace"
                        + " join pg_class p on p.oid = k.confrelid join pg_namespace pn on pn.oid = p.relnamespace"
                        + " where k.contype = 'f' and k.conrelid <> k.confrelid");
        List<Manifest.Part> open = new ArrayList<>(parts);
        List<Manifest.Part> ordered = new ArrayList<>();
        while (!open.isEmpty()) {
            Manifest.Part next = open.stream()
                    .filter(part -> open.stream()
                            .noneMatch(other -> edges.contains(full(part.table()) + " " + full(other.table()))))
                    .findFirst()
                    .orElse(open.get(0));
            open.remove(next);
            ordered.add(next);
        }
        return ordered;
    }

    private static String full(String table) {
        return table.contains(".") ? table : "public." + table;
    }
}
