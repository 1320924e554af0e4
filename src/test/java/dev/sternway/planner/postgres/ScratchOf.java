package dev.sternway.planner.postgres;

import dev.sternway.planner.scratch.Scratch;
import dev.sternway.testing.PostgresServer;
import java.sql.Connection;

/** A database of the tests' server as scratch database. */
record ScratchOf(String database) implements Scratch {
    @Override
    public Connection connection() {
        return PostgresServer.connect(database);
    }

    @Override
    public Connection maintenance() {
        return PostgresServer.connect("postgres");
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
        PostgresServer.execute("postgres", "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)");
    }
}
