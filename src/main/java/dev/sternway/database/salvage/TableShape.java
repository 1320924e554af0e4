package dev.sternway.database.salvage;

import dev.sternway.base.ProblemException;
import dev.sternway.database.Fingerprint;
import dev.sternway.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Key and writable columns of a table. */
record TableShape(String table, List<String> key, List<String> columns) {
    /** @throws ProblemException SW-0431 when the table has no primary key */
    static TableShape of(Connection connection, String table) throws SQLException {
        String quoted = Fingerprint.quoted(table);
        List<String> key = Sql.column(
                connection,
                "select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid"
                        + " and a.attnum = any(i.indkey) where i.indrelid = to_regclass(?) and i.indisprimary"
                        + " order by array_position(i.indkey::int2[], a.attnum)",
                quoted);
        if (key.isEmpty()) {
            throw ProblemException.of(
                    "SW-0431",
                    "The table " + table + " has no primary key, so its rows cannot be told apart",
                    table,
                    "Give it a key before the release, or leave it out of the salvage knowingly");
        }
        List<String> columns = Sql.column(
                connection,
                "select attname from pg_attribute where attrelid = to_regclass(?) and attnum > 0 and not attisdropped"
                        + " and attgenerated = '' order by attnum",
                quoted);
        return new TableShape(table, key, columns);
    }

    String quoted() {
        return Fingerprint.quoted(table);
    }

    static String list(List<String> columns) {
        return columns.stream().map(Sql::name).collect(Collectors.joining(", "));
    }

    /** The key as one text that sorts the same in Java (bytes) and in the database (collation C). */
    String keyText() {
        return "array_to_json(array["
                + key.stream().map(column -> Sql.name(column) + "::text").collect(Collectors.joining(", "))
                + "])::text";
    }

    /** Condition that picks the row whose key is in a JSON parameter. */
    String byKey(String alias) {
        return key.stream()
                .map(column -> alias + "." + Sql.name(column) + " = k." + Sql.name(column))
                .collect(Collectors.joining(" and "));
    }
}
