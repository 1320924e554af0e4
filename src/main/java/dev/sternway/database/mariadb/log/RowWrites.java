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
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes one row each into a table, where it is as the change expects it; otherwise says what is in the way. */
final class RowWrites implements AutoCloseable {
    static final String ALREADY = "already";
    /** The server ended the transaction, or gave up waiting. */
    static final Set<Integer> TRY_AGAIN = Set.of(1205, 1213);

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

    /**
     * A change as the one statement that it takes where nothing is in its way.
     *
     * @param values what its first parameters are, and {@code where} what its last
     */
    record OneStatement(String sql, ChangeLine change, List<Column> values, List<Expected> where) {}

    /** Of changes that may be written together with others; empty for deletes, and where it has to be looked closer. */
    Optional<OneStatement> statement(ChangeLine change) {
        return switch (change.kind()) {
            case INSERT -> Optional.of(inserting(change, in(change.row())));
            case UPDATE ->
                Optional.of(changed(change))
                        .filter(it ->
                                hasKey() && !it.isEmpty() && foreign(change, it).isEmpty())
                        .map(it -> updating(change, it));
            default -> Optional.empty();
        };
    }

    /**
     * Writes changes that take the same statement, in their order, without waiting for the answer to each.
     *
     * @return false when not all could be written; then none is
     * @throws SQLException when the server ended the transaction
     */
    boolean together(List<OneStatement> same) throws SQLException {
        Savepoint before = connection.setSavepoint();
        boolean all = false;
        try {
            all = batch(same);
        } catch (SQLException refused) {
            if (TRY_AGAIN.contains(refused.getErrorCode()) || connection.isClosed()) {
                throw refused;
            }
        }
        if (all) {
            connection.releaseSavepoint(before);
        } else {
            connection.rollback(before);
        }
        return all;
    }

    private boolean batch(List<OneStatement> same) throws SQLException {
        try (PreparedStatement batch = connection.prepareStatement(same.get(0).sql())) {
            for (OneStatement each : same) {
                bind(batch, each);
                batch.addBatch();
            }
            // of rows that are inserted the server only tells that there was no error
            return Arrays.stream(batch.executeBatch()).allMatch(it -> it == 1 || it == Statement.SUCCESS_NO_INFO);
        }
    }

    private OneStatement inserting(ChangeLine change, List<Column> columns) {
        String names = Quote.names(columns.stream().map(Column::name).toList());
        String values = columns.stream().map(it -> "?").collect(Collectors.joining(", "));
        return new OneStatement(
                "INSERT INTO " + name() + " (" + names + ") VALUES (" + values + ")", change, columns, List.of());
    }

    private OneStatement updating(ChangeLine change, List<Column> changed) {
        List<Column> set = new ArrayList<>(changed);
        in(change.row()).stream()
                .filter(it -> it.definition().contains(" ON UPDATE ") && !changed.contains(it))
                .forEach(set::add);
        String sets = set.stream().map(it -> Quote.name(it.name()) + " = ?").collect(Collectors.joining(", "));
        return new OneStatement(
                "UPDATE " + name() + " SET " + sets + where(changed, change.key()),
                change,
                set,
                expected(changed, change.key()));
    }

    private List<Column> changed(ChangeLine change) {
        return in(change.row()).stream()
                .filter(it -> !change.row().path(it.name()).equals(change.key().path(it.name())))
                .toList();
    }

    /** Columns that had another type when the change was written. */
    private static List<Column> foreign(ChangeLine change, List<Column> changed) {
        return changed.stream()
                .filter(it -> !RowSql.comparable(logged(change, it), it))
                .toList();
    }

    /** @return what is in the way, empty when it was written */
    String insert(ChangeLine change) throws SQLException {
        List<Column> columns = in(change.row());
        try {
            run(inserting(change, columns));
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
        List<Column> changed = changed(change);
        if (changed.isEmpty()) {
            return ALREADY;
        }
        for (Column column : foreign(change, changed)) {
            return "the column " + column.name() + " had another type when this was written";
        }
        if (run(updating(change, changed)) == 1) {
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
        int written = run(new OneStatement(
                "DELETE FROM " + name() + where(expected, change.key()),
                change,
                List.of(),
                expected(expected, change.key())));
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

    record Expected(Column column, JsonNode value) {}

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
        PreparedStatement statement = bound(new OneStatement(sql, change, List.of(), where));
        try (var rows = statement.executeQuery()) {
            return rows.next();
        }
    }

    private int run(OneStatement one) throws SQLException {
        return bound(one).executeUpdate();
    }

    private PreparedStatement bound(OneStatement one) throws SQLException {
        PreparedStatement statement = statement(one.sql());
        bind(statement, one);
        return statement;
    }

    private static void bind(PreparedStatement statement, OneStatement one) throws SQLException {
        int at = 0;
        for (Column column : one.values()) {
            at++;
            RowSql.bind(
                    statement,
                    at,
                    logged(one.change(), column),
                    one.change().row().path(column.name()));
        }
        for (Expected expected : one.where()) {
            at++;
            RowSql.bind(statement, at, logged(one.change(), expected.column()), expected.value());
        }
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
