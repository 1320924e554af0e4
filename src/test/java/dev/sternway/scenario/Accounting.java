package dev.sternway.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.database.catalog.Json;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Where every row of the journal is.
 *
 * @param inTable the table says what the clients were told last
 * @param inConflict it does not, and the row waits for a person's decision
 * @param inSalvage it does not, and what the clients were told last is set aside
 * @param unaccounted nowhere, or in a table though nobody wrote it
 */
record Accounting(long inTable, long inConflict, long inSalvage, List<String> unaccounted) {
    private static final ObjectMapper JSON = Json.exact();
    private static final Map<String, List<String>> COLUMNS = Map.of(
            "customers", List.of("region_id", "name"),
            "orders", List.of("customer_id", "note", "amount", "code"),
            "items", List.of("order_id", "label"));

    /** @param salvage folder of what was set aside; may be missing */
    static Accounting of(Journal journal, Connection connection, Path salvage) throws Exception {
        Set<String> conflicts = conflicts(salvage);
        Map<String, Set<String>> aside = setAside(salvage);
        long[] where = new long[3];
        List<String> nowhere = new ArrayList<>();
        for (String table : COLUMNS.keySet()) {
            Place place = (id, found) -> {
                String key = table + "/" + id;
                Set<Optional<String>> wanted = journal.of(table, id);
                if (wanted.contains(found)) {
                    where[0]++;
                } else if (conflicts.contains(key)) {
                    where[1]++;
                } else if (holds(aside.getOrDefault(key, Set.of()), wanted)) {
                    where[2]++;
                } else {
                    nowhere.add(key + " should be " + wanted + ", is " + found);
                }
            };
            BitSet there = rows(connection, table, place);
            for (long id = 1; id <= journal.armed(table); id++) {
                if (!there.get((int) id)) {
                    place.of(id, Optional.empty());
                }
            }
            for (long id : journal.ids(table)) {
                if (id > journal.armed(table) && !there.get((int) id)) {
                    place.of(id, Optional.empty());
                }
            }
        }
        return new Accounting(where[0], where[1], where[2], nowhere);
    }

    /** A column that the release dropped is not in what was written since. */
    private static boolean holds(Set<String> aside, Set<Optional<String>> wanted) {
        return wanted.stream()
                .map(row -> row.orElse("deleted"))
                .anyMatch(row -> aside.stream().anyMatch(row::startsWith));
    }

    private interface Place {
        void of(long id, Optional<String> row);
    }

    /** @return ids that are there */
    private static BitSet rows(Connection connection, String table, Place place) throws SQLException {
        BitSet there = new BitSet();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(1000);
            ResultSet found = statement.executeQuery("SELECT id, concat_ws('|', "
                    + String.join(", ", COLUMNS.get(table)).replace("code", "coalesce(code, '')") + ") FROM "
                    + table);
            while (found.next()) {
                there.set((int) found.getLong(1));
                place.of(found.getLong(1), Optional.of(found.getString(2)));
            }
        }
        connection.rollback();
        return there;
    }

    private static Set<String> conflicts(Path salvage) throws Exception {
        Set<String> found = new HashSet<>();
        Path file = salvage.resolve("conflicts.jsonl");
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
            JsonNode conflict = JSON.readTree(line);
            found.add(key(conflict.path("table").asText(), conflict.path("key")));
        }
        return found;
    }

    private static Map<String, Set<String>> setAside(Path salvage) throws Exception {
        Map<String, Set<String>> found = new HashMap<>();
        Path manifest = salvage.resolve("manifest.json");
        if (!Files.exists(manifest)) {
            return found;
        }
        for (JsonNode part : JSON.readTree(Files.readAllBytes(manifest)).path("parts")) {
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(
                            salvage.resolve(part.path("file").asText()))),
                    StandardCharsets.UTF_8))) {
                for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                    JsonNode line = JSON.readTree(text);
                    String table = line.path("table").asText(part.path("table").asText());
                    JsonNode row = line.has("row") ? line.path("row") : line.path("after");
                    JsonNode key = line.path("key").isEmpty() ? row : line.path("key");
                    found.computeIfAbsent(key(table, key), any -> new HashSet<>())
                            .add(
                                    line.path("kind").asText().equals("DELETE")
                                            ? "deleted"
                                            : text(table.replace("public.", ""), row));
                }
            }
        }
        return found;
    }

    private static String key(String table, JsonNode key) {
        return table.replace("public.", "") + "/" + key.path("id").asText();
    }

    private static String text(String table, JsonNode row) {
        return String.join(
                "|",
                COLUMNS.getOrDefault(table, List.of()).stream()
                        .filter(row::hasNonNull)
                        .map(column -> row.path(column).asText())
                        .toList());
    }
}
