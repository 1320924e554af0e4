package dev.sternway.database.mariadb.compare;

import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One unsigned number of 64 bits for a row: the product of two different checksums of its bytes. A product, because sums of
 * checksums alone stay the same when two rows swap a value.
 */
public final class RowHash {
    private static final Set<String> LONG = Set.of("mediumtext", "longtext", "json", "mediumblob", "longblob");
    private static final Set<String> BYTES = Set.of("binary", "varbinary", "tinyblob", "blob");
    private static final Set<String> SUBSET_OF_UTF8 = Set.of("utf8mb4", "utf8mb3", "utf8", "ascii");
    /** More of them might not fit into a packet of one mebibyte. */
    private static final int MOST_TEXTS = 8;

    /** Numbers that PostgreSQL's fingerprints never have. */
    private static final int PRODUCT = 100;

    private static final int DIGEST = 101;

    private RowHash() {}

    /** Makes a session show values alike, whatever the server's and the schema's settings are. */
    public static void settle(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION time_zone = '+00:00', sql_mode = '', max_statement_time = 0,"
                    + " net_write_timeout = 3600, character_set_results = utf8mb4");
        }
    }

    /** An expression over columns in this order; generated ones are for the caller to leave out. */
    public static String of(Connection connection, List<Column> columns) throws SQLException {
        return of(connection, columns, "");
    }

    /** @param of the name that a query calls the table by, where it names several; empty otherwise */
    public static String of(Connection connection, List<Column> columns, String of) throws SQLException {
        String prefix = of.isEmpty() ? "" : Quote.name(of) + ".";
        List<String> parts = new ArrayList<>();
        String nulls = nulls(columns, prefix);
        if (!nulls.isEmpty()) {
            parts.add(nulls);
        }
        boolean digests =
                columns.stream().filter(it -> it.type().matches("text|blob")).count() > MOST_TEXTS;
        for (Column column : columns) {
            parts.addAll(parts(column, prefix, digests));
        }
        String row = parts.isEmpty() ? "''" : "CONCAT_WS(_binary',', " + String.join(", ", parts) + ")";
        return knowsCastagnoli(connection)
                ? "CRC32(" + row + ") * CRC32C(" + row + ")"
                : "CAST(CONV(LEFT(MD5(" + row + "), 16), 16, 10) AS UNSIGNED)";
    }

    /** CONCAT_WS leaves NULL out, so which ones were NULL is said first. */
    private static String nulls(List<Column> columns, String prefix) {
        List<String> flags = columns.stream()
                .filter(Column::nullable)
                .map(column -> prefix + Quote.name(column.name()) + " IS NULL")
                .toList();
        return flags.isEmpty()
                ? ""
                : flags.size() == 1 ? flags.get(0) : flags.stream().collect(Collectors.joining(", ", "CONCAT(", ")"));
    }

    private static List<String> parts(Column column, String prefix, boolean digests) {
        String name = prefix + Quote.name(column.name());
        String base = column.baseType();
        if (column.isText()) {
            String text =
                    SUBSET_OF_UTF8.contains(column.charset().orElse("")) ? name : "CONVERT(" + name + " USING utf8mb4)";
            boolean long_ = LONG.contains(base) || digests && base.equals("text");
            return long_ ? List.of("MD5(" + text + ")") : List.of("LENGTH(" + text + ")", text);
        }
        if (LONG.contains(base) || digests && base.equals("blob")) {
            return List.of("MD5(" + name + ")");
        }
        if (BYTES.contains(base)) {
            return List.of("LENGTH(" + name + ")", name);
        }
        return switch (base) {
            case "float" -> List.of("CAST(" + name + " AS DOUBLE)");
            case "bit" -> List.of(name + " + 0");
            case "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geometrycollection" -> List.of("MD5(" + name + ")");
            default -> List.of(name);
        };
    }

    /** How rows are hashed on this server; fingerprints taken in another way cannot be compared. */
    static int way(Connection connection) throws SQLException {
        return knowsCastagnoli(connection) ? PRODUCT : DIGEST;
    }

    private static boolean knowsCastagnoli(Connection connection) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        return major > 10 || major == 10 && connection.getMetaData().getDatabaseMinorVersion() >= 8;
    }
}
