package dev.sternway.database.decode;

import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes many changes with few statements, or says that they have to be written one by one. Of every row the first change
 * comes first, then the second of each that has one, and so on; changes of one kind to the same columns of one table are one
 * statement. Rows keep their own order this way, but not that of one row to another: so it only counts when every single
 * change was written, and the server refused none.
 */
final class ChangeSets {
    /** The server's functions take a hundred arguments. */
    private static final int MOST_PAIRS = 40;

    private final Connection connection;
    private final String changes;

    ChangeSets(Connection connection, String changes) {
        this.connection = connection;
        this.changes = changes;
    }

    /** Tables of the restored database, by name. */
    interface Tables {
        ReplayedTable of(String name) throws SQLException;
    }

    /** What one statement writes. */
    private record Set(int turn, String table, String kind, List<String> columns) {}

    /**
     * @return false when not all could be written; then the caller takes back what was
     * @throws SQLException when the server refused, with the same consequence
     */
    boolean write(List<OpenChange> open, Tables tables) throws SQLException {
        Map<String, Integer> turns = new HashMap<>();
        Map<Integer, Map<Set, List<Long>>> sets = new TreeMap<>();
        for (OpenChange change : open) {
            String row = change.table() + " " + change.key();
            int turn = turns.merge(row, 1, Integer::sum);
            if (!change.newKey().isEmpty()) {
                String renamed = change.table() + " " + change.newKey();
                turn = Math.max(turn, turns.getOrDefault(renamed, 0) + 1);
                turns.put(row, turn);
                turns.put(renamed, turn);
            }
            sets.computeIfAbsent(turn, any -> new LinkedHashMap<>())
                    .computeIfAbsent(
                            new Set(turn, change.table(), change.kind(), change.columns()), any -> new ArrayList<>())
                    .add(change.change());
        }
        for (Map<Set, List<Long>> turn : sets.values()) {
            for (Map.Entry<Set, List<Long>> set : turn.entrySet()) {
                if (!write(set.getKey(), tables.of(set.getKey().table()), set.getValue())) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean write(Set set, ReplayedTable table, List<Long> numbers) throws SQLException {
        ChangeWrites writes = new ChangeWrites(connection, table);
        String these = changes + " c where c.change = any (?)";
        int written = switch (set.kind()) {
            case "INSERT" -> run(insert(table, set.columns(), these), numbers);
            case "UPDATE" -> {
                if (set.columns().isEmpty()) {
                    yield -1;
                }
                writes.generated(set.columns(), "by default");
                int updated = run(update(table, set.columns()), numbers);
                writes.generated(set.columns(), "always");
                yield updated;
            }
            case "DELETE" -> run(delete(table, set.columns()), numbers);
            default -> -1;
        };
        return written == numbers.size();
    }

    private String insert(ReplayedTable table, List<String> columns, String these) {
        String list = columns.stream().map(Sql::name).collect(Collectors.joining(", "));
        String values = columns.stream().map(column -> "r." + Sql.name(column)).collect(Collectors.joining(", "));
        return "insert into " + table.quoted() + " (" + list + ") overriding system value select " + values
                + " from (select * from " + these + " order by c.change) c, " + record(table, "row", "r")
                + " on conflict do nothing";
    }

    private String update(ReplayedTable table, List<String> columns) {
        String set = columns.stream()
                .map(column -> Sql.name(column) + " = n." + Sql.name(column))
                .collect(Collectors.joining(", "));
        return "update " + table.quoted() + " t set " + set + " from " + changes + " c, " + record(table, "delta", "n")
                + ", " + record(table, "key", "k") + " where c.change = any (?) and " + table.sameKey() + " and "
                + object(columns, column -> "t." + Sql.name(column)) + " = "
                + object(columns, column -> "c.before -> " + Sql.text(column));
    }

    private String delete(ReplayedTable table, List<String> columns) {
        return "delete from " + table.quoted() + " t using " + changes + " c, " + record(table, "key", "k")
                + " where c.change = any (?) and " + table.sameKey() + " and ("
                + object(columns, column -> "t." + Sql.name(column)) + " = c.before or exists (select from " + changes
                + " l where l.state = 'left out' and l.tab = c.tab and l.change < c.change"
                + " and (l.key = c.key or l.newkey = c.key)))";
    }

    private static String record(ReplayedTable table, String object, String alias) {
        return "lateral jsonb_populate_record(null::" + table.quoted() + ", c." + object + ") " + alias;
    }

    private static String object(List<String> columns, Function<String, String> value) {
        List<String> parts = new ArrayList<>(List.of("'{}'::jsonb"));
        for (int i = 0; i < columns.size(); i += MOST_PAIRS) {
            parts.add(columns.subList(i, Math.min(columns.size(), i + MOST_PAIRS)).stream()
                    .map(column -> Sql.text(column) + ", " + value.apply(column))
                    .collect(Collectors.joining(", ", "jsonb_build_object(", ")")));
        }
        return "(" + String.join(" || ", parts) + ")";
    }

    private int run(String sql, List<Long> numbers) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setArray(1, connection.createArrayOf("int8", numbers.toArray()));
            return statement.executeUpdate();
        }
    }
}
