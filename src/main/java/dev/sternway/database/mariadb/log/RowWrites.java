package dev.sternway.database.mariadb.log;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.database.decode.ChangeLine;
import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.TableShape;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes one row each into a table, where it is as the change expects it; otherwise says what is in the way. */
final class RowWrites implements AutoCloseable {
    static final String ALREADY = "already";

    private static final String CHANGED = "the row was changed since";
    private static final String MISSING = "the row is not there";
    private static final int DUPLICATE = 1062;
    private static final int PREPARED = 50;

    private final Connection connection;
    private final TableShape table;
    private final List<Column> key;
    private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>();

    RowWrites(Connection connection, TableShape table) {
        this.connection = connection;
        this.table = table;
        this.key = table.rowKey().orElse(List.of());
    }

    boolean hasKey() {
        return !key.isEmpty();
    }

    /** Values of the key in a row; the whole row where the table has none. */
    List<String> keyColumns() {
        return (key.isEmpty() ? table.written() : key)
                .stream().map(Column::name).toList();
    }

    /** @return what is in the way, empty when it was written */
    String insert(ChangeLine change) throws SQLException {
        List<Column> columns = in(change.row());
        String names = Quote.names(columns.stream().map(Column::name).toList());
        String values = columns.stream().map(it -> "?").collect(Collectors.joining(", "));
        try {
            run("INSERT INTO " + name() + " (" + names + ") VALUES (" + values + ")", change, columns, List.of());
            return "";
        } catch (SQLIntegrityConstraintViolationException taken) {
            if (taken.getErrorCode() != DUPLICATE) {
                throw taken;
            }
            return is(change, columns) ? ALREADY : "another row has this key or a unique value of it";
        }
    }

    /** Only what the change changed, and what would change by itself. */
    String update(ChangeLine change) throws SQLException {
        List<Column> changed = in(change.row()).stream()
                .filter(it -> !change.row().path(it.name()).equals(change.key().path(it.name())))
                .toList();
        if (changed.isEmpty()) {
            return ALREADY;
        }
        for (Column column : changed) {
            if (!RowSql.comparable(logged(change, column), column)) {
                return "the column " + column.name() + " had another type when this was written";
            }
        }
        List<Column> set = new ArrayList<>(changed);
        in(change.row()).stream()
                .filter(it -> it.definition().contains(" ON UPDATE ") && !changed.contains(it))
                .forEach(set::add);
        String sets = set.stream().map(it -> Quote.name(it.name()) + " = ?").collect(Collectors.joining(", "));
        int written = run(
                "UPDATE " + name() + " SET " + sets + where(changed, change.key()),
                change,
                set,
                expected(changed, change.key()));
        if (written == 1) {
            return "";
        }
        return is(change, changed) ? ALREADY : hasKey() && exists(change) ? CHANGED : MISSING;
    }

    /** @param whateverItIs delete it also when other values are in it than the change saw */
    String delete(ChangeLine change, boolean whateverItIs) throws SQLException {
        List<Column> expected = whateverItIs && hasKey()
                ? List.of()
                : in(change.key()).stream()
                        .filter(it -> RowSql.comparable(logged(change, it), it))
                        .toList();
        int written = run(
                "DELETE FROM " + name() + where(expected, change.key()),
                change,
                List.of(),
                expected(expected, change.key()));
        return written == 1 ? "" : hasKey() && exists(change) ? CHANGED : ALREADY;
    }

    private String name() {
        return Quote.name(table.name());
    }

    private static String logged(ChangeLine change, Column column) {
        return change.types().getOrDefault(column.name(), "");
    }

    /** Columns of the table that the row tells. */
    private List<Column> in(JsonNode row) {
        return table.written().stream().filter(it -> row.has(it.name())).toList();
    }

    private String where(List<Column> same, JsonNode row) {
        List<String> conditions = new ArrayList<>();
        key.forEach(it -> conditions.add(Quote.name(it.name()) + " = ?"));
        (hasKey() ? same : in(row)).forEach(it -> conditions.add(RowSql.same(it)));
        return " WHERE " + (conditions.isEmpty() ? "FALSE" : String.join(" AND ", conditions))
                + (hasKey() ? "" : " LIMIT 1");
    }

    private record Expected(Column column, JsonNode value) {}

    private List<Expected> expected(List<Column> same, JsonNode row) {
        List<Expected> parameters = new ArrayList<>();
        key.forEach(it -> parameters.add(new Expected(it, row.path(it.name()))));
        (hasKey() ? same : in(row)).forEach(it -> parameters.add(new Expected(it, row.path(it.name()))));
        return parameters;
    }

    /** Whether the row is as the change left it. */
    private boolean is(ChangeLine change, List<Column> columns) throws SQLException {
        List<Column> told = columns.stream()
                .filter(it -> RowSql.comparable(logged(change, it), it))
                .toList();
        return found("SELECT 1 FROM " + name() + where(told, change.row()), change, expected(told, change.row()));
    }

    private boolean exists(ChangeLine change) throws SQLException {
        return found(
                "SELECT 1 FROM " + name() + where(List.of(), change.key()), change, expected(List.of(), change.key()));
    }

    private boolean found(String sql, ChangeLine change, List<Expected> where) throws SQLException {
        PreparedStatement statement = bound(sql, change, List.of(), where);
        try (var rows = statement.executeQuery()) {
            return rows.next();
        }
    }

    private int run(String sql, ChangeLine change, List<Column> values, List<Expected> where) throws SQLException {
        return bound(sql, change, values, where).executeUpdate();
    }

    private PreparedStatement bound(String sql, ChangeLine change, List<Column> values, List<Expected> where)
            throws SQLException {
        PreparedStatement statement = statement(sql);
        int at = 0;
        for (Column column : values) {
            at++;
            RowSql.bind(statement, at, logged(change, column), change.row().path(column.name()));
        }
        for (Expected expected : where) {
            at++;
            RowSql.bind(statement, at, logged(change, expected.column()), expected.value());
        }
        return statement;
    }

    private PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            if (prepared.size() >= PREPARED) {
                close();
            }
            known = connection.prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.close();
        }
        prepared.clear();
    }
}
