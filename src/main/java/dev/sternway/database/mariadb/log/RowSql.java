package dev.sternway.database.mariadb.log;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HexFormat;
import java.util.Set;

/** How a value of a salvage file is put into a statement, and compared with what a column holds, to the last byte. */
final class RowSql {
    private static final Set<String> NUMBERS =
            Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "bit", "year");
    private static final Set<String> BYTES =
            Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "geometry");
    private static final Set<String> SHAPES = Set.of(
            "geometry",
            "point",
            "linestring",
            "polygon",
            "multipoint",
            "multilinestring",
            "multipolygon",
            "geometrycollection");

    private RowSql() {}

    /** True where a column holds exactly the value of the next parameter. */
    static String same(Column column) {
        String name = Quote.name(column.name());
        String type = column.baseType();
        if (type.equals("bit")) {
            return name + " + 0 <=> ?";
        }
        if (SHAPES.contains(type)) {
            return "HEX(" + name + ") <=> HEX(?)";
        }
        if (column.isText()) {
            return "CONVERT(" + name + " USING utf8mb4) COLLATE utf8mb4_nopad_bin <=> ?";
        }
        if (NUMBERS.contains(type) || BYTES.contains(type) || type.equals("float") || type.equals("double")) {
            return name + " <=> ?";
        }
        return "CONVERT(" + name + " USING utf8mb4) COLLATE utf8mb4_nopad_bin <=> ?";
    }

    /** Whether a value that the log told as one type can be compared with a column. */
    static boolean comparable(String logged, Column column) {
        String type = SHAPES.contains(column.baseType()) ? "geometry" : column.baseType();
        return plain(logged).equals(type);
    }

    /** @param logged the type as the log told it */
    static void bind(PreparedStatement statement, int at, String logged, JsonNode value) throws SQLException {
        String type = plain(logged);
        if (value.isNull() || value.isMissingNode()) {
            statement.setNull(at, Types.VARCHAR);
        } else if (NUMBERS.contains(type)) {
            statement.setBigDecimal(at, new BigDecimal(value.asText()));
        } else if (type.equals("float")) {
            statement.setDouble(at, Float.parseFloat(value.asText()));
        } else if (type.equals("double")) {
            statement.setDouble(at, Double.parseDouble(value.asText()));
        } else if (BYTES.contains(type)) {
            statement.setBytes(at, HexFormat.of().parseHex(value.asText().substring(2)));
        } else {
            statement.setString(at, value.asText());
        }
    }

    private static String plain(String logged) {
        return logged.replace(" unsigned", "");
    }
}
