package dev.sternway.demo.traffic;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every write that the service acknowledged, kept by the users themselves, for the proof at the end. Rows are known by what
 * users call them (a user's name, a task's title), because their ids change with the release.
 */
public final class Journal {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a user knows about a row: what was promised, and what was asked for without an answer. */
    public static final class Row {
        private final Map<String, String> promised = new LinkedHashMap<>();
        private final Map<String, Set<String>> possible = new LinkedHashMap<>();
        private boolean removed;
        private boolean perhapsRemoved;

        public Map<String, String> promised() {
            return promised;
        }

        public boolean removed() {
            return removed;
        }

        public boolean perhapsRemoved() {
            return perhapsRemoved;
        }

        /** Whether the value is the promised one, or one whose writing was never answered. */
        public boolean accepts(String column, Optional<String> value) {
            return value.filter(found -> found.equals(promised.get(column))
                            || possible.getOrDefault(column, Set.of()).contains(found))
                    .isPresent();
        }
    }

    private final Path file;
    private final Map<String, Map<String, Row>> tables = new LinkedHashMap<>();
    private long writes;

    public Journal(Path file) {
        this.file = file;
    }

    /** The service said yes. */
    public synchronized void promised(String table, String key, Map<String, String> values) {
        Row row = row(table, key);
        row.promised.putAll(values);
        values.keySet().forEach(row.possible::remove);
        note("promised", table, key, values);
        writes++;
    }

    /** Nobody answered: either value is right. */
    synchronized void unanswered(String table, String key, Map<String, String> values) {
        find(table, key)
                .ifPresent(row -> values.forEach((column, value) -> row.possible
                        .computeIfAbsent(column, name -> new LinkedHashSet<>())
                        .add(value)));
        note("unanswered", table, key, values);
    }

    synchronized void removed(String table, String key) {
        row(table, key).removed = true;
        note("removed", table, key, Map.of());
        writes++;
    }

    synchronized void perhapsRemoved(String table, String key) {
        find(table, key).ifPresent(row -> row.perhapsRemoved = true);
        note("perhaps removed", table, key, Map.of());
    }

    public synchronized long writes() {
        return writes;
    }

    /** Rows by key; to be read when the users are gone. */
    public synchronized Map<String, Row> rows(String table) {
        return new LinkedHashMap<>(tables.getOrDefault(table, Map.of()));
    }

    private Optional<Row> find(String table, String key) {
        return Optional.ofNullable(tables.getOrDefault(table, Map.of()).get(key));
    }

    private Row row(String table, String key) {
        return tables.computeIfAbsent(table, name -> new LinkedHashMap<>()).computeIfAbsent(key, name -> new Row());
    }

    private void note(String what, String table, String key, Map<String, String> values) {
        List<Object> line = new ArrayList<>(List.of(Instant.now().toString(), what, table, key, values));
        try {
            Files.writeString(
                    file, JSON.writeValueAsString(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
