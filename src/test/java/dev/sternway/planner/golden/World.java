package dev.sternway.planner.golden;

import dev.sternway.planner.scratch.Scratch;
import dev.sternway.testing.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A database of a case's own, as its setup leaves it. */
final class World implements Scratch {
    private static final Pattern WANTS_NO_TRANSACTION =
            Pattern.compile("(?s).*(inside a transaction block|invalid transaction termination).*");

    private final String database;

    private World(String database) {
        this.database = database;
    }

    static World of(String base, String setup) {
        World world = new World(base.isEmpty() ? GoldenDatabases.create() : GoldenDatabases.copyOf(base));
        Optional<String> error = setup.isBlank() ? Optional.empty() : ClientTool.script(world.database, setup);
        if (error.isPresent()) {
            throw new IllegalArgumentException("setup: " + error.get());
        }
        return world;
    }

    String database() {
        return database;
    }

    Judge.Sight see() {
        return Judge.see(database);
    }

    /** In one transaction where the script allows it; the error that ended it, if one did. */
    Optional<String> run(String script) {
        Optional<String> error = ClientTool.transaction(database, script);
        return error.filter(it -> WANTS_NO_TRANSACTION.matcher(it).matches()).isPresent()
                ? ClientTool.script(database, script)
                : error;
    }

    String value(String query) {
        try (Connection connection = PostgresServer.connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        } catch (SQLException e) {
            return "error: " + e.getMessage();
        }
    }

    /** Another one in the same state; nothing may be connected. */
    World copy() {
        World copy = new World(database + "_" + Long.toString(System.nanoTime(), 36));
        PostgresServer.execute("postgres", "CREATE DATABASE " + copy.database + " TEMPLATE " + database);
        return copy;
    }

    void forgetSalvage() {
        String drops = value("SELECT string_agg(format('DROP SCHEMA %I CASCADE', nspname), ';') FROM pg_namespace"
                + " WHERE nspname ~ '^sternway_salvage'");
        if (!drops.equals("null")) {
            PostgresServer.execute(database, drops.split(";"));
        }
    }

    /** Writes a text of its own into one row of every table that takes it. */
    List<String> mark() throws SQLException {
        String tables = value(
                "SELECT string_agg(format('UPDATE ONLY %s SET %I = ', a.attrelid::regclass, a.attname), E'\n') FROM"
                        + " (SELECT DISTINCT ON (attrelid, atttypid) * FROM pg_attribute ORDER BY attrelid, atttypid, attnum DESC) a"
                        + " JOIN pg_class c ON c.oid = a.attrelid WHERE c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped"
                        + " AND a.attgenerated = '' AND a.atttypid IN ('text'::regtype, 'varchar'::regtype)"
                        + " AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema|sternway_salvage)'");
        List<String> marks = new ArrayList<>();
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            for (String update : tables.equals("null") ? List.<String>of() : List.of(tables.split("\n"))) {
                String table = update.substring("UPDATE ONLY ".length(), update.lastIndexOf(" SET "));
                String mark = "later " + marks.size();
                try {
                    if (statement.executeUpdate(
                                    update + "'" + mark + "' WHERE ctid = (SELECT max(ctid) FROM ONLY " + table + ")")
                            == 1) {
                        marks.add(mark);
                    }
                } catch (SQLException doesNotTakeIt) {
                    continue;
                }
            }
        }
        return marks;
    }

    /** Whether the text stands in some column of some row, be it one that was set aside. */
    boolean holds(String text) {
        List<String> tables = List.of(value(
                        "SELECT string_agg(c.oid::regclass::text, E'\\n') FROM pg_class c"
                                + " WHERE c.relkind = 'r' AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'")
                .split("\n"));
        String literal = "'" + text.replace("'", "''") + "'";
        return tables.stream()
                .anyMatch(table -> value("SELECT EXISTS (SELECT FROM ONLY " + table
                                + " whole_row, jsonb_each_text(to_jsonb(whole_row)) c WHERE strpos(c.value, " + literal
                                + ") > 0)")
                        .equals("t"));
    }

    @Override
    public Connection connection() throws SQLException {
        return open(database);
    }

    @Override
    public Connection maintenance() throws SQLException {
        return open("postgres");
    }

    private static Connection open(String database) throws SQLException {
        return DriverManager.getConnection(
                PostgresServer.url(database), "postgres", PostgresServer.PASSWORD_VALUE.reveal());
    }

    @Override
    public String serverVersion() {
        return "15";
    }

    @Override
    public String description() {
        return database;
    }

    @Override
    public void close() {
        GoldenDatabases.drop(database);
    }
}
