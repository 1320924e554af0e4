package dev.sternway.database.salvage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Fingerprint;
import dev.sternway.database.catalog.Json;
import dev.sternway.database.catalog.Sql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a person decided about conflicts: the file of conflicts, with a {@code choice} in some lines. {@code theirs} keeps
 * the row as it is in the table, {@code ours} writes the one that was set aside, {@code edit} writes the one in {@code row}.
 */
public final class Decisions {
    private static final List<String> CHOICES = List.of("", "theirs", "ours", "edit");

    private final List<JsonNode> lines;

    private Decisions(List<JsonNode> lines) {
        this.lines = lines;
    }

    /** @throws ProblemException SW-0495 naming the line that is no decision */
    public static Decisions read(Path file) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        int number = 0;
        for (String text : Files.readAllLines(file)) {
            number++;
            if (text.isBlank()) {
                continue;
            }
            String where = file + ", line " + number;
            JsonNode line;
            try {
                line = Json.exact().readTree(text);
            } catch (JsonProcessingException wrong) {
                throw unfit("The line is not one JSON object", where, "Keep each conflict on one line");
            }
            String choice = line.path("choice").asText();
            if (!line.path("table").isTextual() || !line.path("key").isObject()) {
                throw unfit("The line lacks table or key", where, "Change only choice and row");
            }
            if (!CHOICES.contains(choice)) {
                throw unfit("The choice is '" + choice + "'", where, "Write theirs, ours or edit, or leave it empty");
            }
            if (choice.equals("edit") && !line.path("row").isObject()) {
                throw unfit("The choice is edit, but there is no row", where, "Add \"row\": {…} with all its values");
            }
            if (!choice.isEmpty()) {
                lines.add(line);
            }
        }
        return new Decisions(lines);
    }

    /** Numbers of the changes that were decided, where the log of writes was kept. */
    public List<Long> changes() {
        return lines.stream()
                .filter(line -> line.has("change"))
                .map(line -> line.path("change").asLong())
                .toList();
    }

    public int size() {
        return lines.size();
    }

    /** Writes one row, or takes it out when it is null. */
    public interface Writer {
        void write(String table, JsonNode key, JsonNode row) throws SQLException;
    }

    /** Writes all of them, in the caller's transaction; a second time changes nothing. */
    public void write(Connection connection) throws SQLException {
        writeWith((table, key, row) -> write(connection, table, key, row));
    }

    /** The same with a writer for another kind of database. @throws ProblemException SW-0495 when one cannot be written */
    public void writeWith(Writer writer) {
        for (JsonNode line : lines) {
            row(line).ifPresent(row -> {
                try {
                    writer.write(line.path("table").asText(), line.path("key"), row);
                } catch (SQLException refused) {
                    throw unfit(
                            "The decision cannot be written: "
                                    + String.valueOf(refused.getMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse(""),
                            line.path("table").asText() + " " + line.path("key"),
                            "Choose again; nothing was written");
                }
            });
        }
    }

    public static Decisions none() {
        return new Decisions(List.of());
    }

    /** Whether a conflict is among those that were decided. */
    public boolean decided(String conflict) throws JsonProcessingException {
        JsonNode line = Json.exact().readTree(conflict);
        return lines.stream()
                .anyMatch(known -> Stream.of("table", "kind", "key", "after")
                        .allMatch(field -> known.path(field).equals(line.path(field))));
    }

    /** As the row shall be, null when it shall not be; empty when it shall stay. */
    private static Optional<JsonNode> row(JsonNode line) {
        return switch (line.path("choice").asText()) {
            case "ours" -> Optional.of(line.path("after"));
            case "edit" -> Optional.of(line.path("row"));
            default -> Optional.empty();
        };
    }

    private static void write(Connection connection, String name, JsonNode keys, JsonNode row) throws SQLException {
        String table = Fingerprint.quoted(name);
        List<String> key = new ArrayList<>();
        keys.fieldNames().forEachRemaining(key::add);
        String record = "jsonb_populate_record(null::" + table + ", ?::jsonb)";
        String same = key.stream()
                .map(column -> "t." + Sql.name(column) + " = k." + Sql.name(column))
                .collect(Collectors.joining(" and "));
        if (!row.isObject()) {
            run(connection, "delete from " + table + " t using " + record + " k where " + same, keys);
            return;
        }
        List<String> columns = new ArrayList<>();
        row.fieldNames().forEachRemaining(columns::add);
        String list = TableShape.list(columns);
        String set = columns.stream()
                .filter(column -> !key.contains(column))
                .map(column -> Sql.name(column) + " = excluded." + Sql.name(column))
                .collect(Collectors.joining(", "));
        run(
                connection,
                "insert into " + table + " (" + list + ") overriding system value select " + list + " from " + record
                        + " on conflict (" + TableShape.list(key) + ") do "
                        + (set.isEmpty() ? "nothing" : "update set " + set),
                row);
    }

    private static void run(Connection connection, String sql, JsonNode parameter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter.toString());
            statement.executeUpdate();
        }
    }

    private static ProblemException unfit(String what, String where, String next) {
        return ProblemException.of("SW-0495", what, where, next);
    }
}
