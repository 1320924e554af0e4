package dev.sternway.bench;

import dev.sternway.planner.scratch.Scratch;
import java.sql.Connection;
import java.sql.SQLException;

/** A scratch whose connections are timed; whoever made it closes it. */
record TimedScratch(Scratch scratch, TimedConnection timer) implements Scratch {
    @Override
    public Connection connection() throws SQLException {
        return timer.around(scratch.connection());
    }

    @Override
    public Connection maintenance() throws SQLException {
        return timer.around(scratch.maintenance());
    }

    @Override
    public String serverVersion() {
        return scratch.serverVersion();
    }

    @Override
    public String description() {
        return scratch.description();
    }

    @Override
    public void close() {
        // it belongs to the benchmark
    }
}
