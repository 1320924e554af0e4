package dev.sternway.database.mariadb.salvage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.database.catalog.Json;
import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rows as JSON and back: numbers with all their digits, bytes and geometry in base 64, all else as the server writes it. Sessions
 * are settled.
 */
final class RowJson {
    private static final Set<String> WHOLE = Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "bit", "year");
    private static final Set<String> FRACTION = Set.of("float", "double");
    private static final Set<String> BYTES = Set.of(
            "binary",
            "varbinary",
            "tinyblob",
            "blob",
            "mediumblob",
            "longblob",
            "geometry",
            "point",
            "linestring",
            "polygon",
            "multipoint",
            "multilinestring",
            "multipolygon",
            "geometrycollection");

    private RowJson() {}

    static String select(List<Column> columns) {
        return columns.stream()
                .map(column -> switch (column.baseType()) {
                    case "float" -> "CAST(" + Quote.name(column.name()) + " AS DOUBLE)";
                    case "bit" -> Quote.name(column.name()) + " + 0";
                    default -> Quote.name(column.name());
                })
                .collect(Collectors.joining(", "));
    }

    /** @param columns in the order of {@link #select} */
    static ObjectNode read(ResultSet row, List<Column> columns) throws SQLException {
        ObjectNode json = Json.exact().createObjectNode();
        for (int i = 0; i < columns.size(); i++) {
            json.set(columns.get(i).name(), value(row, i + 1, columns.get(i)));
        }
        return json;
    }

    private static JsonNode value(ResultSet row, int at, Column column) throws SQLException {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (BYTES.contains(column.baseType())) {
            byte[] bytes = row.getBytes(at);
            return bytes == null
                    ? NullNode.getInstance()
                    : json.textNode(Base64.getEncoder().encodeToString(bytes));
        }
        String text = row.getString(at);
        if (text == null) {
            return NullNode.getInstance();
        }
        if (WHOLE.contains(column.baseType())) {
            BigInteger number = new BigInteger(text);
            return number.bitLength() < Long.SIZE ? json.numberNode(number.longValue()) : json.numberNode(number);
        }
        if (FRACTION.contains(column.baseType()) || column.baseType().equals("decimal")) {
            return json.numberNode(new BigDecimal(text));
        }
        return json.textNode(text);
    }

    static void bind(PreparedStatement statement, int at, JsonNode value, Column column) throws SQLException {
        if (value.isNull() || value.isMissingNode()) {
            statement.setNull(at, Types.NULL);
        } else if (BYTES.contains(column.baseType())) {
            statement.setBytes(at, Base64.getDecoder().decode(value.asText()));
        } else if (FRACTION.contains(column.baseType())) {
            statement.setDouble(at, value.doubleValue());
        } else if (value.isNumber()) {
            statement.setBigDecimal(at, value.decimalValue());
        } else {
            statement.setString(at, value.isTextual() ? value.asText() : value.toString());
        }
    }

    /** Binds a value of a key that a comparison has told as text. */
    static void bindText(PreparedStatement statement, int at, String value, Column column) throws SQLException {
        if (BYTES.contains(column.baseType())) {
            statement.setBytes(at, Base64.getDecoder().decode(value));
        } else if (WHOLE.contains(column.baseType())) {
            statement.setBigDecimal(at, new BigDecimal(value));
        } else {
            statement.setString(at, value);
        }
    }

    /** As a comparison tells keys. */
    static String text(JsonNode value) {
        return value.isNumber() ? value.decimalValue().toPlainString() : value.asText();
    }

    /** Whether two rows say the same of these columns, however their numbers are written. */
    static boolean same(JsonNode one, JsonNode other, List<Column> columns) {
        return columns.stream().allMatch(column -> same(one.path(column.name()), other.path(column.name())));
    }

    static boolean same(JsonNode one, JsonNode other) {
        return one.isNumber() && other.isNumber()
                ? one.decimalValue().compareTo(other.decimalValue()) == 0
                : one.equals(other);
    }
}
