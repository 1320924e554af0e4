package dev.sternway.database.compare;

import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The columns that tell a table's rows apart, and how they are sorted so that server and Java agree on the order. */
public record RowKey(List<Column> columns) {
    private static final String UNIQUE = "select a.attname || ' ' || format_type(a.atttypid, null) from pg_attribute a"
            + " join (select indexrelid, indkey, indrelid from pg_index where indrelid = to_regclass(?) and indisunique"
            + " and indisvalid and indimmediate and indpred is null and indexprs is null"
            + " and not exists (select from pg_attribute n where n.attrelid = indrelid and n.attnum = any(indkey)"
            + " and not n.attnotnull) order by indisprimary desc, indnatts, indexrelid limit 1) i"
            + " on a.attrelid = i.indrelid and a.attnum = any(i.indkey)"
            + " order by array_position(i.indkey::int2[], a.attnum)";

    /** How a column is compared. */
    enum Kind {
        /** Whole numbers, as eight bytes. */
        NUMBER,
        /** Sixteen bytes. */
        UUID,
        /** Everything else, as text in byte order. */
        TEXT;

        static Kind of(String type) {
            return switch (type) {
                case "smallint", "integer", "bigint", "oid" -> NUMBER;
                case "uuid" -> UUID;
                default -> TEXT;
            };
        }
    }

    /** @param type as the server writes it */
    record Column(String name, String type, Kind kind) {
        private String sent() {
            return switch (kind) {
                case NUMBER -> type.equals("bigint") ? Sql.name(name) : Sql.name(name) + "::int8";
                case UUID -> Sql.name(name);
                case TEXT -> text("") + " collate \"C\"";
            };
        }

        private String order() {
            return kind == Kind.TEXT ? sent() : Sql.name(name);
        }

        /** Equal keys have equal texts. */
        private String text(String alias) {
            String value = alias + Sql.name(name);
            return (type.equals("numeric") ? "trim_scale(" + value + ")" : value) + "::text";
        }
    }

    /** The primary key, or else a unique index over columns that are never null; no columns when there is neither. */
    public static RowKey of(Connection connection, String table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (String found : Sql.column(connection, UNIQUE, Fingerprint.quoted(table))) {
            List<String> names = Fingerprint.columns(connection, table);
            String name = names.stream()
                    .filter(it -> found.startsWith(it + " "))
                    .max(java.util.Comparator.comparingInt(String::length))
                    .orElseThrow();
            String type = found.substring(name.length() + 1);
            columns.add(new Column(name, type, Kind.of(type)));
        }
        return new RowKey(List.copyOf(columns));
    }

    /** Whether a row can have the same key on both sides: the same columns, none of them a number here and a UUID there. */
    public boolean meets(RowKey other) {
        if (!names().equals(other.names())) {
            return false;
        }
        for (int i = 0; i < columns.size(); i++) {
            Set<Kind> kinds =
                    EnumSet.of(columns.get(i).kind(), other.columns().get(i).kind());
            if (kinds.containsAll(Set.of(Kind.NUMBER, Kind.UUID))) {
                return false;
            }
        }
        return true;
    }

    /** With the kinds of a column that is a number here and a text there made equal. */
    RowKey alike(RowKey other) {
        List<Column> alike = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            boolean same = column.kind() == other.columns().get(i).kind();
            alike.add(same ? column : new Column(column.name(), column.type(), Kind.TEXT));
        }
        return new RowKey(alike);
    }

    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** Rows in key order: the key's columns, then the hash; only the hash where there is no key. */
    String query(String hash, String from) {
        String sent = columns.stream().map(column -> column.sent() + ", ").collect(Collectors.joining());
        String order =
                columns.isEmpty() ? "1" : columns.stream().map(Column::order).collect(Collectors.joining(", "));
        return "select " + sent + hash + " from " + from + " order by " + order;
    }

    /** Names for the columns of wanted keys, each with what stands behind it. */
    public String wanted(String behind) {
        List<String> names = new ArrayList<>();
        for (Column column : columns) {
            names.add("wanted_" + names.size() + behind);
        }
        return String.join(", ", names);
    }

    /** Whether the row {@code r} has the key {@code k}, whose columns are texts with the names that are wanted. */
    public String picked() {
        List<String> equal = new ArrayList<>();
        for (Column column : columns) {
            equal.add("r." + Sql.name(column.name()) + " = k.wanted_" + equal.size() + "::" + column.type());
        }
        return String.join(" and ", equal);
    }

    /** Picks rows of {@code r} whose keys are given as arrays of text, one array a column; {@code turn} counts them from 1. */
    String joined() {
        return " join unnest(" + String.join(", ", java.util.Collections.nCopies(columns.size(), "?::text[]"))
                + ") with ordinality k(" + wanted("") + ", turn) on " + picked();
    }
}
