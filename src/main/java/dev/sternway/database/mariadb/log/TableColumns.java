package dev.sternway.database.mariadb.log;

import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventMetadata;
import com.github.shyiko.mysql.binlog.event.TableMapEventMetadata.DefaultCharset;
import com.github.shyiko.mysql.binlog.event.deserialization.ColumnType;
import java.io.IOException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The columns of a table as the log describes them, and how their values read. */
final class TableColumns {
    private static final String[] SIZES = {"", "tiny", "", "medium", "long"};

    private final List<Column> columns = new ArrayList<>();
    private final Charsets charsets;

    /** @param length of fixed binary strings, whose zeros at the end are not in the log */
    private record Column(String name, ColumnType kind, String type, int collation, List<String> members, int length) {}

    /** @throws IOException when the log does not describe them in full */
    TableColumns(TableMapEventData table, Charsets charsets) throws IOException {
        this.charsets = charsets;
        Optional<TableMapEventMetadata> told = Optional.ofNullable(table.getEventMetadata());
        List<String> names = told.map(TableMapEventMetadata::getColumnNames)
                .map(List::copyOf)
                .orElse(List.of());
        if (names.size() != table.getColumnTypes().length) {
            throw new IOException(
                    "the log does not name the columns of " + table.getTable() + ": binlog_row_metadata was not FULL");
        }
        TableMapEventMetadata metadata = told.orElseThrow();
        Collations texts = new Collations(metadata.getDefaultCharset(), metadata.getColumnCharsets());
        Collations members =
                new Collations(metadata.getEnumAndSetDefaultCharset(), metadata.getEnumAndSetColumnCharsets());
        List<String[]> enums = new ArrayList<>(orEmpty(metadata.getEnumStrValues()));
        List<String[]> sets = new ArrayList<>(orEmpty(metadata.getSetStrValues()));
        for (int i = 0; i < names.size(); i++) {
            int meta = table.getColumnMetadata()[i];
            ColumnType kind = kind(table.getColumnTypes()[i] & 0xFF, meta);
            boolean unsigned = Optional.ofNullable(metadata.getSignedness()).isPresent()
                    && metadata.getSignedness().get(i);
            switch (kind) {
                case STRING, VARCHAR, VAR_STRING, BLOB -> {
                    int collation = texts.next();
                    columns.add(new Column(
                            names.get(i),
                            kind,
                            text(kind, meta, collation),
                            collation,
                            List.of(),
                            kind == ColumnType.STRING ? length(meta) : 0));
                }
                case ENUM -> {
                    members.next();
                    columns.add(new Column(names.get(i), kind, "enum", 0, List.of(enums.remove(0)), 0));
                }
                case SET -> {
                    members.next();
                    columns.add(new Column(names.get(i), kind, "set", 0, List.of(sets.remove(0)), 0));
                }
                default -> columns.add(new Column(names.get(i), kind, plain(kind, unsigned), 0, List.of(), 0));
            }
        }
    }

    private static List<String[]> orEmpty(@Nullable List<String[]> given) {
        return given == null ? List.of() : given;
    }

    boolean isSequence() {
        return columns.get(0).name().equals("next_not_cached_value");
    }

    /** By name, as the server names them. */
    Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        columns.forEach(column -> types.put(column.name(), column.type()));
        return types;
    }

    Map<String, Optional<String>> values(Serializable[] row) throws IOException {
        Map<String, Optional<String>> values = new LinkedHashMap<>();
        for (int i = 0; i < row.length; i++) {
            Column column = columns.get(i);
            Optional<Serializable> value = Optional.ofNullable(row[i]);
            values.put(column.name(), value.isEmpty() ? Optional.empty() : Optional.of(read(column, value.get())));
        }
        return values;
    }

    private String read(Column column, Serializable value) throws IOException {
        if (value instanceof byte[] bytes) {
            return column.collation() == Charsets.BINARY || column.kind() == ColumnType.GEOMETRY
                    ? "0x" + HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.max(bytes.length, column.length())))
                    : charsets.decoded(bytes, column.collation());
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (column.kind() == ColumnType.ENUM) {
            int number = ((Number) value).intValue();
            return number == 0 ? "" : column.members().get(number - 1);
        }
        if (column.kind() == ColumnType.SET) {
            BigInteger bits = BigInteger.valueOf(((Number) value).longValue());
            List<String> chosen = new ArrayList<>();
            for (int i = 0; i < column.members().size(); i++) {
                if (bits.testBit(i)) {
                    chosen.add(column.members().get(i));
                }
            }
            return String.join(",", chosen);
        }
        return column.type().endsWith(" unsigned")
                        && value instanceof Number number
                        && !(value instanceof Float)
                        && !(value instanceof Double)
                ? unsigned(number.longValue(), column.kind())
                : value.toString();
    }

    private static String unsigned(long value, ColumnType kind) {
        return switch (kind) {
            case TINY -> String.valueOf(value & 0xFF);
            case SHORT -> String.valueOf(value & 0xFFFF);
            case INT24 -> String.valueOf(value & 0xFFFFFF);
            case LONG -> String.valueOf(value & 0xFFFFFFFFL);
            default -> Long.toUnsignedString(value);
        };
    }

    /** Enumerations and sets travel as strings. */
    private static ColumnType kind(int code, int meta) {
        int real = meta >> 8;
        return code == ColumnType.STRING.getCode()
                        && (real == ColumnType.ENUM.getCode() || real == ColumnType.SET.getCode())
                ? ColumnType.byCode(real)
                : ColumnType.byCode(code);
    }

    private static int length(int meta) {
        return (meta >> 8 & 0x30 ^ 0x30) << 4 | meta & 0xFF;
    }

    private static String text(ColumnType kind, int meta, int collation) {
        boolean binary = collation == Charsets.BINARY;
        return switch (kind) {
            case BLOB -> SIZES[meta] + (binary ? "blob" : "text");
            case STRING -> binary ? "binary" : "char";
            default -> binary ? "varbinary" : "varchar";
        };
    }

    private static String plain(ColumnType kind, boolean unsigned) {
        String name = switch (kind) {
            case TINY -> "tinyint";
            case SHORT -> "smallint";
            case INT24 -> "mediumint";
            case LONG -> "int";
            case LONGLONG -> "bigint";
            case NEWDECIMAL -> "decimal";
            case TIME_V2 -> "time";
            case DATETIME_V2 -> "datetime";
            case TIMESTAMP_V2 -> "timestamp";
            default -> kind.name().toLowerCase(java.util.Locale.ROOT);
        };
        return unsigned ? name + " unsigned" : name;
    }

    /** One a column: all are listed, or a default and those that differ. */
    private static final class Collations {
        private final Optional<DefaultCharset> fallback;
        private final List<Integer> each;
        private int at;

        Collations(@Nullable DefaultCharset fallback, @Nullable List<Integer> each) {
            this.fallback = Optional.ofNullable(fallback);
            this.each = each == null ? List.of() : each;
        }

        int next() throws IOException {
            int index = at++;
            if (index < each.size()) {
                return each.get(index);
            }
            DefaultCharset known = fallback.orElseThrow(() -> new IOException("the log does not tell character sets"));
            return Optional.ofNullable(known.getCharsetCollations())
                    .map(it -> it.get(index))
                    .orElse(known.getDefaultCharsetCollation());
        }
    }
}
