package dev.sternway.database.mariadb.catalog;

import dev.sternway.database.mariadb.text.Lexer;
import dev.sternway.database.mariadb.text.Token;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One table as {@code SHOW CREATE TABLE} gives it, taken apart.
 *
 * @param columns in their order
 * @param keys name to line, {@code PRIMARY} included
 * @param foreignKeys name to line
 * @param checks of the table, name to line
 * @param options without AUTO_INCREMENT
 * @param counter the next number of AUTO_INCREMENT; 0 where none is shown
 * @param partitions empty where it is not partitioned
 * @param unusual what is kept beside the rows (periods, versions), which cannot be undone exactly
 */
public record TableShape(
        String name,
        Map<String, Column> columns,
        Map<String, String> keys,
        Map<String, ForeignKey> foreignKeys,
        Map<String, String> checks,
        Map<String, String> options,
        long counter,
        String partitions,
        boolean unusual) {
    public TableShape {
        columns = ordered(columns);
        keys = ordered(keys);
        foreignKeys = ordered(foreignKeys);
        checks = ordered(checks);
        options = ordered(options);
    }

    /** Columns that hold what was written to them. */
    public List<Column> written() {
        return columns.values().stream().filter(it -> !it.generated()).toList();
    }

    public Column column(String column) {
        return Optional.ofNullable(columns.get(column)).orElseThrow();
    }

    public boolean isTransactional() {
        return options.getOrDefault("ENGINE", "").equalsIgnoreCase("InnoDB");
    }

    /** Columns that tell its rows apart and never are empty: those of the primary key, or else of a unique key. */
    public Optional<List<Column>> rowKey() {
        return rowKeys().stream().findFirst();
    }

    /** All that could serve, the primary key first. */
    public List<List<Column>> rowKeys() {
        return keys.entrySet().stream()
                .filter(it -> it.getKey().equals("PRIMARY") || it.getValue().startsWith("UNIQUE KEY"))
                .sorted(Map.Entry.comparingByKey(
                        (a, b) -> a.equals("PRIMARY") ? -1 : b.equals("PRIMARY") ? 1 : a.compareTo(b)))
                .map(it -> keyColumns(it.getValue()))
                .filter(it -> !it.isEmpty())
                .toList();
    }

    /** None where a column may be NULL, is computed, or counts only in part. */
    private List<Column> keyColumns(String line) {
        List<Token> tokens = Lexer.tokens(line);
        List<Column> found = new ArrayList<>();
        boolean inside = false;
        for (Token token : tokens) {
            if (token.is(")")) {
                break;
            }
            if (inside && token.kind() == Token.Kind.NAME) {
                found.add(column(token.text()));
            } else if (inside && token.is("(")) {
                return List.of();
            }
            inside |= token.is("(");
        }
        return found.stream().anyMatch(it -> it.nullable() || it.generated()) ? List.of() : found;
    }

    /** The statement that makes it, with its foreign keys and counter or without. */
    public String create(boolean withForeignKeys) {
        StringBuilder text =
                new StringBuilder("CREATE TABLE ").append(Quote.name(name)).append(" (");
        String comma = "";
        for (Column column : columns.values()) {
            text.append(comma).append("\n  ").append(column.line());
            comma = ",";
        }
        for (String key : keys.values()) {
            text.append(",\n  ").append(key);
        }
        for (String check : checks.values()) {
            text.append(",\n  ").append(check);
        }
        if (withForeignKeys) {
            foreignKeys.values().forEach(it -> text.append(",\n  ").append(it.line()));
        }
        text.append("\n)");
        options.forEach(
                (option, value) -> text.append(' ').append(option).append('=').append(value));
        return text.append(partitions.isEmpty() ? "" : "\n" + partitions).toString();
    }

    private static <T> Map<String, T> ordered(Map<String, T> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
