package dev.sternway.database.mariadb.integrity;

import dev.sternway.database.catalog.Sql;
import dev.sternway.database.integrity.Soundness;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.Column;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.catalog.TableShape;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks a schema what {@link Soundness.Check} names, each in MariaDB's own way. */
public final class SchemaChecks {
    private static final Pattern CHECK = Pattern.compile("(?is)\\bCHECK \\((.*)\\)");

    private final Connection connection;
    private final Catalog catalog;
    private final List<String> problems = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private SchemaChecks(Connection connection, Catalog catalog) {
        this.connection = connection;
        this.catalog = catalog;
    }

    public static Soundness of(Connection connection, Catalog catalog, Soundness.Check check) throws SQLException {
        SchemaChecks checks = new SchemaChecks(connection, catalog);
        switch (check) {
            case FOREIGN_KEYS -> checks.problems.addAll(Orphans.of(connection, catalog));
            case INDEXES -> checks.indexes();
            case CONSTRAINTS -> checks.constraints();
            case SEQUENCES ->
                new Counters(connection, catalog, Map.of())
                        .lagging()
                        .forEach(it -> checks.problems.add(it.name() + " lags: " + it.highest() + " is taken already"));
            case ENCODING -> checks.encoding();
            case AMCHECK -> checks.pages("");
            case AMCHECK_ROWS -> checks.pages(" EXTENDED");
            default -> throw new IllegalArgumentException(check.name());
        }
        return new Soundness(List.copyOf(checks.problems), List.copyOf(checks.notes));
    }

    /** Indexes that the optimizer does not see, and views that do not work. */
    private void indexes() throws SQLException {
        for (TableShape table : catalog.tables().values()) {
            table.keys().forEach((name, line) -> {
                if (line.endsWith(" IGNORED")) {
                    notes.add("index " + table.name() + "." + name + " is ignored");
                }
            });
        }
        for (StoredObject view : catalog.stored()) {
            if (view.kind() == StoredObject.Kind.VIEW) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SELECT 1 FROM " + Quote.name(view.name()) + " LIMIT 0");
                } catch (SQLException broken) {
                    problems.add("view " + view.name() + " does not work: " + broken.getMessage());
                }
            }
        }
    }

    /** {@code check_constraint_checks=0} lets rows in that break one. */
    private void constraints() throws SQLException {
        for (TableShape table : catalog.tables().values()) {
            List<String> lines = new ArrayList<>(table.checks().values());
            table.columns().values().forEach(column -> lines.add(column.definition()));
            for (String line : lines) {
                Matcher check = CHECK.matcher(line);
                if (check.find()) {
                    long rows = Sql.number(
                            connection,
                            "SELECT COUNT(*) FROM " + Quote.name(table.name()) + " WHERE NOT (" + check.group(1) + ")");
                    if (rows > 0) {
                        problems.add(rows + " rows of " + table.name() + " break CHECK (" + check.group(1) + ")");
                    }
                }
            }
        }
    }

    private void encoding() throws SQLException {
        for (TableShape table : catalog.tables().values()) {
            for (Column column : table.written()) {
                if (column.isText() && !column.baseType().matches("enum|set")) {
                    String name = Quote.name(column.name());
                    String charset = column.charset().orElseThrow();
                    long rows = Sql.number(
                            connection,
                            "SELECT COUNT(*) FROM " + Quote.name(table.name()) + " WHERE " + name
                                    + " IS NOT NULL AND NOT COALESCE(CAST(CONVERT(CAST(" + name
                                    + " AS BINARY) USING " + charset + ") AS BINARY) = CAST(" + name
                                    + " AS BINARY), FALSE)");
                    if (rows > 0) {
                        problems.add(rows + " values of " + table.name() + "." + column.name() + " are no " + charset);
                    }
                }
            }
        }
    }

    private void pages(String how) throws SQLException {
        for (TableShape table : catalog.tables().values()) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("CHECK TABLE " + Quote.name(table.name()) + how)) {
                while (rows.next()) {
                    String kind = rows.getString("Msg_type");
                    String text = rows.getString("Msg_text");
                    if (kind.equalsIgnoreCase("error") || kind.equals("status") && !text.equals("OK")) {
                        problems.add("table " + table.name() + ": " + text);
                    } else if (!kind.equals("status")) {
                        notes.add("table " + table.name() + ": " + text);
                    }
                }
            }
        }
    }
}
