package dev.sternway.database.mariadb.compare;

import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.TableShape;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Count and content of every table, whatever the order of rows and columns. Every value goes into a 128-bit hash of its row
 * with its column's place and whether it is NULL; the hashes are added.
 */
public final class Fingerprints {
    private Fingerprints() {}

    /** Table to fingerprint. @throws SQLException also when a row could not be hashed */
    public static Map<String, String> of(Connection connection, Catalog catalog) throws SQLException {
        Map<String, String> found = new TreeMap<>();
        List<String> queries = new ArrayList<>();
        catalog.tables().values().forEach(table -> queries.add(query(table)));
        try (Statement statement = connection.createStatement()) {
            for (String query : queries) {
                try (ResultSet row = statement.executeQuery(query)) {
                    row.next();
                    if (row.getLong(2) != row.getLong(3)) {
                        throw new SQLException("rows of " + row.getString(1) + " cannot be hashed");
                    }
                    found.put(
                            row.getString(1), row.getString(2) + " rows " + row.getString(4) + " " + row.getString(5));
                }
            }
        }
        return found;
    }

    private static String query(TableShape table) {
        List<String> values = new ArrayList<>();
        table.written().stream()
                .sorted(java.util.Comparator.comparing(Column::name))
                .forEach(column -> values.add(value(column)));
        String row = values.isEmpty() ? "''" : "CONCAT_WS(',', " + String.join(", ", values) + ")";
        return "SELECT " + Quote.text(table.name()) + ", COUNT(*), COUNT(h), "
                + "COALESCE(SUM(CAST(CONV(LEFT(h, 16), 16, 10) AS UNSIGNED)), 0), "
                + "COALESCE(SUM(CAST(CONV(RIGHT(h, 16), 16, 10) AS UNSIGNED)), 0) FROM (SELECT MD5(" + row
                + ") AS h FROM " + Quote.name(table.name()) + ") hashed";
    }

    /** Texts independent of their character set, numbers with all their digits, NULL as a word of its own. */
    private static String value(Column column) {
        String name = Quote.name(column.name());
        String shown = switch (column.baseType()) {
            case "float", "double" -> "CAST(" + name + " AS DOUBLE)";
            case "bit" -> name + " + 0";
            default -> column.isText() ? "MD5(CONVERT(" + name + " USING utf8mb4))" : "MD5(" + name + ")";
        };
        return "IFNULL(" + shown + ", 'NULL')";
    }
}
