package dev.sternway.demo.proof;

import dev.sternway.demo.traffic.Journal;
import dev.sternway.demo.traffic.Journal.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Holds what the users noted against what is in the database now. */
public final class JournalProof {
    private static final Map<String, String> OF_THE_TODO_SERVICE = Map.of("users", "name", "tasks", "title");

    private final Journal journal;
    private final Map<String, String> nameOfRow;

    public JournalProof(Journal journal) {
        this(journal, OF_THE_TODO_SERVICE);
    }

    /** @param nameOfRow by table, the column that users know a row by */
    public JournalProof(Journal journal, Map<String, String> nameOfRow) {
        this.journal = journal;
        this.nameOfRow = Map.copyOf(nameOfRow);
    }

    /** One sentence for every row or value that is missing or wrong; columns that the table does not have are left out. */
    public List<String> brokenPromises(JdbcClient database) {
        List<String> broken = new ArrayList<>();
        nameOfRow.forEach((table, name) -> {
            Map<String, Map<String, String>> found = read(database, table, name);
            journal.rows(table).forEach((key, row) -> check(table, key, row, found, broken));
        });
        return broken;
    }

    /** How many values the users were promised in a column. */
    public long promisedValues(String table, String column) {
        return journal.rows(table).values().stream()
                .filter(row -> !row.removed() && row.promised().containsKey(column))
                .count();
    }

    private static void check(
            String table, String key, Row row, Map<String, Map<String, String>> found, List<String> broken) {
        Map<String, String> there = found.get(key);
        if (there == null) {
            if (!row.removed() && !row.perhapsRemoved()) {
                broken.add(table + " '" + key + "' is not there");
            }
            return;
        }
        if (row.removed()) {
            broken.add(table + " '" + key + "' was removed by its user and is there again");
            return;
        }
        row.promised().forEach((column, value) -> {
            if (there.containsKey(column) && !row.accepts(column, Optional.ofNullable(there.get(column)))) {
                broken.add(table + " '" + key + "': " + column + " is '" + there.get(column) + "', promised was '"
                        + value + "'");
            }
        });
    }

    private static Map<String, Map<String, String>> read(JdbcClient database, String table, String name) {
        Set<String> numbers = Set.of("id", "user_id");
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        for (Map<String, Object> row :
                database.sql("SELECT * FROM " + table).query().listOfRows()) {
            rows.put(
                    String.valueOf(row.get(name)),
                    row.entrySet().stream()
                            .filter(column -> !numbers.contains(column.getKey()))
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, column -> String.valueOf(column.getValue()), (a, b) -> a)));
        }
        return rows;
    }
}
