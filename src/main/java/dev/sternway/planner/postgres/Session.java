package dev.sternway.planner.postgres;

import dev.sternway.planner.catalog.Catalog;
import dev.sternway.planner.catalog.CatalogReader;
import dev.sternway.planner.content.Content;
import dev.sternway.planner.content.Sequences;
import dev.sternway.planner.scratch.Scratch;
import dev.sternway.planner.script.SqlStatement;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/** One connection to the scratch database, with a copy to fall back to where no transaction can. */
final class Session implements AutoCloseable {
    private static final String COPY = "_safe";

    private final Scratch scratch;
    private final String name;
    private Connection connection;
    private CatalogReader reader;

    Session(Scratch scratch) throws SQLException {
        this.scratch = scratch;
        connection = scratch.connection();
        reader = new CatalogReader(connection);
        name = texts("select current_database()").get(0);
    }

    Connection connection() {
        return connection;
    }

    Catalog catalog() throws SQLException {
        return reader.read();
    }

    /** Without dependencies. */
    Catalog catalogToCompare() throws SQLException {
        return reader.readToCompare();
    }

    Content content(Catalog catalog) throws SQLException {
        return Content.of(connection, catalog);
    }

    Sequences sequences() throws SQLException {
        return Sequences.of(connection);
    }

    void begin() throws SQLException {
        // else what earlier transactions wrote may still count as this one's
        if (connection.getMetaData().getDatabaseMajorVersion() >= 15) {
            execute("select pg_stat_force_next_flush()");
        }
        connection.setAutoCommit(false);
    }

    void commit() throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    void rollback() throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        tidy();
    }

    /** What a script set for its session must not reach the next one. */
    void tidy() throws SQLException {
        execute(
                "RESET SESSION AUTHORIZATION; RESET ALL; CLOSE ALL; UNLISTEN *; DISCARD TEMP; SELECT pg_advisory_unlock_all()");
        for (String prepared : texts("select quote_ident(name) from pg_prepared_statements where from_sql")) {
            execute("DEALLOCATE " + prepared);
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    void execute(List<String> statements) throws SQLException {
        for (String sql : statements) {
            execute(sql);
        }
    }

    void execute(SqlStatement sql) throws SQLException {
        if (sql.data().isPresent()) {
            try {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(sql.text(), new StringReader(sql.data().get()));
            } catch (IOException e) {
                throw new SQLException(e);
            }
        } else {
            execute(sql.text());
        }
    }

    long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    List<String> texts(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    /** Locks of the open transaction that make others wait. */
    List<String> locks() throws SQLException {
        return texts(
                "select distinct c.relnamespace::regnamespace || '.' || c.relname || ' ' || replace(l.mode, 'Lock', '') from pg_locks l"
                        + " join pg_class c on c.oid = l.relation where l.pid = pg_backend_pid() and l.granted and c.oid >= 16384 and c.relkind in ('r', 'p', 'm')"
                        + " and l.mode in ('AccessExclusiveLock', 'ExclusiveLock', 'ShareRowExclusiveLock', 'ShareLock')"
                        + " and c.relnamespace::regnamespace::text !~ '^" + Catalog.SALVAGE + "' order by 1");
    }

    /** Everything that was set aside goes, so that the next migration starts clean. */
    void purge(List<String> statements) throws SQLException {
        execute(statements);
        for (String schema :
                texts("select quote_ident(nspname) from pg_namespace where nspname ~ '^" + Catalog.SALVAGE + "'")) {
            execute("DROP SCHEMA " + schema + " CASCADE");
        }
    }

    /** Copies the whole database. */
    void keepCopy() throws SQLException {
        reconnect(
                "DROP DATABASE IF EXISTS " + quoted(COPY),
                "CREATE DATABASE " + quoted(COPY) + " TEMPLATE " + quoted(""));
    }

    void backToCopy() throws SQLException {
        reconnect(
                "DROP DATABASE " + quoted("") + " WITH (FORCE)",
                "ALTER DATABASE " + quoted(COPY) + " RENAME TO " + quoted(""));
    }

    void dropCopy() throws SQLException {
        try (Connection admin = scratch.maintenance();
                Statement statement = admin.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + quoted(COPY));
        }
    }

    private void reconnect(String... statements) throws SQLException {
        reader.close();
        connection.close();
        try (Connection admin = scratch.maintenance();
                Statement statement = admin.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } finally {
            connection = scratch.connection();
            reader = new CatalogReader(connection);
        }
    }

    private String quoted(String suffix) {
        return "\"" + (name + suffix).replace("\"", "\"\"") + "\"";
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
