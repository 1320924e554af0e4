package dev.sternway.database.mariadb.compare;

import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.TableShape;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The columns that tell rows apart, in an order that the server and we agree on: numbers by value, all else by bytes. */
record RowKey(List<Column> columns) {
    private static final Set<String> WHOLE = Set.of("tinyint", "smallint", "mediumint", "int", "bigint", "year");
    private static final Set<String> BYTES = Set.of("binary", "varbinary");

    RowKey {
        columns = List.copyOf(columns);
    }

    /** The one that both tables have; empty for none, then whole rows are counted by their hashes. */
    static RowKey common(TableShape left, TableShape right) {
        Optional<List<Column>> found = left.rowKeys().stream()
                .filter(key -> right.rowKeys().stream().anyMatch(other -> alike(key, other)))
                .findFirst();
        return new RowKey(found.orElse(List.of()));
    }

    private static boolean alike(List<Column> one, List<Column> other) {
        return one.stream()
                .map(it -> it.name() + " " + it.type())
                .toList()
                .equals(other.stream().map(it -> it.name() + " " + it.type()).toList());
    }

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    String query(String hash, String from) {
        String keys = columns.stream().map(RowKey::expression).collect(Collectors.joining(", "));
        return "SELECT " + hash + (keys.isEmpty() ? "" : ", " + keys) + " FROM " + from + " ORDER BY "
                + (keys.isEmpty() ? "1" : keys);
    }

    /** One value for each column, which compare as {@link #compare} does. */
    Object[] read(ResultSet row) throws SQLException {
        Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            Column column = columns.get(i);
            values[i] = isLong(column)
                    ? (Object) row.getLong(i + 2)
                    : isNumber(column) ? new BigDecimal(row.getString(i + 2)) : row.getBytes(i + 2);
        }
        return values;
    }

    static int compare(Object[] one, Object[] other) {
        for (int i = 0; i < one.length; i++) {
            int order = one[i] instanceof Long number
                    ? Long.compare(number, (Long) other[i])
                    : one[i] instanceof BigDecimal decimal
                            ? decimal.compareTo((BigDecimal) other[i])
                            : Arrays.compareUnsigned((byte[]) one[i], (byte[]) other[i]);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** As people read them; bytes in base 64. */
    List<String> text(Object[] values) {
        String[] texts = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = values[i] instanceof byte[] bytes
                    ? BYTES.contains(columns.get(i).baseType())
                            ? java.util.Base64.getEncoder().encodeToString(bytes)
                            : new String(bytes, java.nio.charset.StandardCharsets.UTF_8)
                    : values[i] instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(values[i]);
        }
        return List.of(texts);
    }

    private static String expression(Column column) {
        String name = Quote.name(column.name());
        if (isNumber(column) || BYTES.contains(column.baseType())) {
            return name;
        }
        String text = column.isText() ? name : "CAST(" + name + " AS CHAR)";
        return "CAST(CONVERT(" + text + " USING utf8mb4) AS BINARY)";
    }

    private static boolean isNumber(Column column) {
        return WHOLE.contains(column.baseType()) || column.baseType().equals("decimal");
    }

    private static boolean isLong(Column column) {
        return WHOLE.contains(column.baseType())
                && !(column.baseType().equals("bigint") && column.type().contains("unsigned"));
    }
}
