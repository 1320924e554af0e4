package dev.sternway.planner.mariadb.derive;

import dev.sternway.database.mariadb.text.Script;
import dev.sternway.database.mariadb.text.Statement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** One session on the scratch database, in which scripts meant for {@code sternway_salvage} use the scratch's own. */
public final class Session implements AutoCloseable {
    private final Connection connection;
    private final String salvage;

    public Session(Connection connection, String salvage) {
        this.connection = connection;
        this.salvage = salvage;
    }

    /** The driver adds a mode of its own to that of the server, which triggers and routines would keep. */
    public Session withServerMode() throws SQLException {
        run("SET SESSION sql_mode = @@GLOBAL.sql_mode");
        return this;
    }

    /** Runs one statement to its last result. @return rows it touched */
    public long run(String sql) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean rows = statement.execute(sql.replace(Salvage.SCHEMA, salvage));
            long touched = 0;
            while (true) {
                long count = rows ? 0 : statement.getLargeUpdateCount();
                if (!rows && count < 0) {
                    return touched;
                }
                touched += count;
                rows = statement.getMoreResults();
            }
        }
    }

    public void runAll(List<String> statements) throws SQLException {
        for (String statement : statements) {
            run(statement);
        }
    }

    /** Splits and runs a whole script. */
    public void script(String script, String where) throws SQLException {
        for (Statement statement : Script.split(script, where)) {
            run(statement.text());
        }
    }

    /** First column of the first row; empty for no row or NULL. */
    public Optional<String> ask(String query) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet rows = statement.executeQuery(query.replace(Salvage.SCHEMA, salvage))) {
                return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
            }
        }
    }

    /** What the server said, without the number that the driver gives the connection. */
    public static String words(SQLException failure) {
        return String.valueOf(failure.getMessage()).replaceFirst("^\\(conn=-?\\d+\\) ", "");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
