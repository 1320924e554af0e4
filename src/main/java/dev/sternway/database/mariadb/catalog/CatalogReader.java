package dev.sternway.database.mariadb.catalog;

import dev.sternway.database.mariadb.catalog.StoredObject.Kind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the definitions of the connection's own schema. The connection must allow several queries in one. */
public final class CatalogReader {
    private static final String OWN_TRIGGERS = "sternway\\_%";

    private final Connection connection;
    private final OwnSchema own;
    private final Map<String, TableShape> tables = new TreeMap<>();
    private final Map<String, StoredObject> objects = new TreeMap<>();
    private final Map<String, Long> counters = new TreeMap<>();

    private CatalogReader(Connection connection) throws SQLException {
        this.connection = connection;
        this.own = new OwnSchema(connection.getCatalog());
    }

    public static Catalog read(Connection connection) throws SQLException {
        return new CatalogReader(connection).read();
    }

    private Catalog read() throws SQLException {
        List<String> base = new ArrayList<>();
        List<String> views = new ArrayList<>();
        List<String> sequences = new ArrayList<>();
        each(
                "SELECT table_name, table_type FROM information_schema.tables WHERE table_schema = DATABASE()",
                row -> (switch (row.getString(2)) {
                            case "VIEW" -> views;
                            case "SEQUENCE" -> sequences;
                            default -> base;
                        })
                        .add(row.getString(1)));
        tables(base);
        for (String view : views) {
            show("VIEW", view, Kind.VIEW, "Create View", "");
        }
        for (String sequence : sequences) {
            sequence(sequence);
        }
        triggers();
        routinesAndEvents();
        return new Catalog(tables, objects, counters, charset());
    }

    private void tables(List<String> names) throws SQLException {
        Map<String, Map<String, Column>> facts = new LinkedHashMap<>();
        Map<String, TableText> texts = new LinkedHashMap<>();
        StringBuilder shows = new StringBuilder();
        names.forEach(
                it -> shows.append("SHOW CREATE TABLE ").append(Quote.name(it)).append(';'));
        if (!names.isEmpty()) {
            each(shows.toString(), row -> texts.put(row.getString(1), new TableText(own.without(row.getString(2)))));
        }
        each(
                "SELECT table_name, column_name, column_type, character_set_name, collation_name, is_nullable,"
                        + " column_default, extra, is_generated FROM information_schema.columns"
                        + " WHERE table_schema = DATABASE() ORDER BY table_name, ordinal_position",
                row -> {
                    TableText text = texts.get(row.getString(1));
                    String definition = text == null ? null : text.columns.get(row.getString(2));
                    if (definition != null) {
                        facts.computeIfAbsent(row.getString(1), it -> new LinkedHashMap<>())
                                .put(row.getString(2), column(row, definition));
                    }
                });
        texts.forEach((name, text) -> {
            tables.put(
                    name,
                    new TableShape(
                            name,
                            facts.getOrDefault(name, Map.of()),
                            text.keys,
                            text.foreignKeys,
                            text.checks,
                            text.options,
                            text.counter,
                            text.partitions,
                            text.unusual));
            if (text.columns.values().stream().anyMatch(it -> it.contains(" AUTO_INCREMENT"))) {
                counters.put(name, Math.max(1, text.counter));
            }
        });
    }

    private static Column column(ResultSet row, String shown) throws SQLException {
        Optional<String> charset = Optional.ofNullable(row.getString(4));
        Optional<String> collation = Optional.ofNullable(row.getString(5));
        String type = row.getString(3);
        boolean generated = !"NEVER".equals(row.getString(9));
        boolean nullable = row.getString(6).equals("YES");
        boolean counts = row.getString(8).contains("auto_increment");
        String definition = shown;
        if (charset.isPresent() && shown.startsWith(type)) {
            String rest = shown.substring(type.length())
                    .replaceFirst("^ CHARACTER SET \\w+", "")
                    .replaceFirst("^ COLLATE \\w+", "");
            definition = type + " CHARACTER SET " + charset.get() + " COLLATE " + collation.orElseThrow() + rest;
        }
        return new Column(
                row.getString(2),
                type,
                charset,
                collation,
                nullable,
                nullable || counts || generated || row.getString(7) != null,
                definition,
                generated);
    }

    private void sequence(String name) throws SQLException {
        show("SEQUENCE", name, Kind.SEQUENCE, "Create Table", "");
        each("SELECT next_not_cached_value FROM " + Quote.name(name), row -> counters.put(name, row.getLong(1)));
    }

    private void triggers() throws SQLException {
        Map<String, String[]> places = new LinkedHashMap<>();
        StringBuilder shows = new StringBuilder();
        each(
                "SELECT trigger_name, event_object_table, CONCAT(action_timing, ' ', event_manipulation), action_order"
                        + " FROM information_schema.triggers WHERE trigger_schema = DATABASE() AND trigger_name NOT LIKE '"
                        + OWN_TRIGGERS + "'",
                row -> {
                    places.put(row.getString(1), new String[] {row.getString(2), row.getString(3), row.getString(4)});
                    shows.append("SHOW CREATE TRIGGER ")
                            .append(Quote.name(row.getString(1)))
                            .append(';');
                });
        if (!places.isEmpty()) {
            each(shows.toString(), row -> {
                String name = row.getString("Trigger");
                String[] place = java.util.Objects.requireNonNull(places.get(name));
                TriggerText text = TriggerText.of(own.without(row.getString("SQL Original Statement")));
                put(new StoredObject(
                        Kind.TRIGGER,
                        name,
                        text.head(),
                        text.body(),
                        row.getString("sql_mode"),
                        row.getString("character_set_client") + " " + row.getString("collation_connection"),
                        place[0],
                        place[1],
                        Integer.parseInt(place[2])));
            });
        }
    }

    private void routinesAndEvents() throws SQLException {
        Map<String, String> found = new TreeMap<>();
        each(
                "SELECT routine_type, routine_name FROM information_schema.routines WHERE routine_schema = DATABASE()",
                row -> found.put(row.getString(1) + " " + row.getString(2), row.getString(2)));
        each(
                "SELECT event_name FROM information_schema.events WHERE event_schema = DATABASE()",
                row -> found.put("EVENT " + row.getString(1), row.getString(1)));
        for (Map.Entry<String, String> entry : found.entrySet()) {
            String type = entry.getKey().substring(0, entry.getKey().indexOf(' '));
            if (!type.startsWith("PACKAGE")) {
                String column = "Create " + type.charAt(0) + type.substring(1).toLowerCase(java.util.Locale.ROOT);
                show(type, entry.getValue(), Kind.valueOf(type), column, "sql_mode");
            }
        }
    }

    private void show(String type, String name, Kind kind, String column, String mode) throws SQLException {
        each(
                "SHOW CREATE " + type + " " + Quote.name(name),
                row -> put(new StoredObject(
                        kind,
                        name,
                        own.without(Optional.ofNullable(row.getString(column)).orElse("")),
                        "",
                        mode.isEmpty() ? "" : row.getString(mode),
                        kind == Kind.SEQUENCE
                                ? ""
                                : row.getString("character_set_client") + " " + row.getString("collation_connection"),
                        "",
                        "",
                        0)));
    }

    private void put(StoredObject object) {
        objects.put(object.key(), object);
    }

    private String charset() throws SQLException {
        List<String> found = new ArrayList<>();
        each(
                "SELECT default_character_set_name, default_collation_name FROM information_schema.schemata"
                        + " WHERE schema_name = DATABASE()",
                row -> found.add("CHARACTER SET " + row.getString(1) + " COLLATE " + row.getString(2)));
        return String.join("", found);
    }

    private void each(String queries, Row row) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean more = statement.execute(queries);
            while (more) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        row.take(rows);
                    }
                }
                more = statement.getMoreResults();
            }
        }
    }

    private interface Row {
        void take(ResultSet row) throws SQLException;
    }
}
