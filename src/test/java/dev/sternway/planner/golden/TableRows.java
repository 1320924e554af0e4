package dev.sternway.planner.golden;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Every row of every table as text, columns by name, rows sorted. */
final class TableRows {
    private static final String RELATIONS = """
            SELECT format('%I.%I', n.nspname, c.relname) AS name, c.relkind = 'm' AS materialized, c.relispopulated AS populated,
                   (SELECT coalesce(string_agg(quote_ident(attname), ', ' ORDER BY attname COLLATE "C"), '')
                    FROM pg_attribute WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped) AS columns,
                   CASE c.relkind WHEN 'm' THEN rtrim(pg_get_viewdef(c.oid), ';') END AS query
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'm') AND c.relpersistence <> 't'
              AND n.nspname !~ '^(pg_|sternway_salvage)' AND n.nspname <> 'information_schema'
            """;

    private TableRows() {}

    static void read(Connection connection, Map<String, String> things, Map<String, String> fresh) throws SQLException {
        List<String[]> relations = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SET search_path = ''; SET TimeZone = 'UTC'; SET DateStyle = ISO; SET row_security = off");
            try (ResultSet rows = statement.executeQuery(RELATIONS)) {
                while (rows.next()) {
                    relations.add(new String[] {
                        rows.getString("name"),
                        rows.getString("columns"),
                        rows.getBoolean("materialized") ? rows.getString("query") : "",
                        rows.getBoolean("populated") ? "yes" : ""
                    });
                }
            }
        }
        for (String[] relation : relations) {
            String key = "rows of " + relation[0];
            if (relation[3].isEmpty()) {
                continue;
            }
            things.put(key, rows(connection, relation[1], "ONLY " + relation[0]));
            if (!relation[2].isEmpty()) {
                fresh.put(key, rows(connection, relation[1], "(" + relation[2] + ") AS fresh"));
            }
        }
    }

    private static String rows(Connection connection, String columns, String from) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT ROW(" + columns + ")::text FROM " + from)) {
            while (found.next()) {
                rows.add(found.getString(1)
                        .replace("\\", "\\\\")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r"));
            }
        }
        Collections.sort(rows);
        return "columns " + columns + "\n" + String.join("\n", rows);
    }
}
