package dev.sternway.executor.sql;

import dev.sternway.database.DatabaseAccess;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.sql.SqlStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;

/** Asks the server every second, beside the session that runs scripts, at which statement that is and how far. */
final class ScriptWatch implements AutoCloseable {
    private static final String LOOK = "select a.query, coalesce(c.blocks_done, 0), coalesce(c.blocks_total, 0),"
            + " coalesce(a.wait_event_type, '') = 'Lock' from pg_stat_activity a"
            + " left join pg_stat_progress_create_index c on c.pid = a.pid where a.pid = ? and a.state = 'active'";
    private static final int BLOCK = 8192;
    private static final int HEAD = 200;
    private static final int SHOWN = 70;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread thread = new Thread(run, "script-progress");
        thread.setDaemon(true);
        return thread;
    });
    private final StepContext context;
    private final DatabaseAccess beside;
    private final int pid;
    private final List<String> statements;
    private int at = -1;

    private ScriptWatch(StepContext context, DatabaseAccess beside, int pid, List<String> statements) {
        this.context = context;
        this.beside = beside;
        this.pid = pid;
        this.statements = statements;
    }

    static ScriptWatch begin(StepContext context, DatabaseAccess beside, Connection connection, List<String> texts)
            throws SQLException {
        List<String> statements = texts.stream()
                .flatMap(text -> SqlStatement.of(text).stream())
                .map(SqlStatement::text)
                .toList();
        int pid = connection.unwrap(PGConnection.class).getBackendPID();
        ScriptWatch watch = new ScriptWatch(context, beside, pid, statements);
        watch.clock.scheduleWithFixedDelay(watch::look, 1, 1, TimeUnit.SECONDS);
        return watch;
    }

    private void look() {
        try (Connection connection = beside.connect();
                PreparedStatement query = connection.prepareStatement(LOOK)) {
            query.setInt(1, pid);
            ResultSet row = query.executeQuery();
            if (row.next()) {
                tell(row.getString(1), row.getLong(2) * BLOCK, row.getLong(3) * BLOCK, row.getBoolean(4));
            }
        } catch (SQLException | RuntimeException unknown) {
            clock.shutdown();
        }
    }

    private void tell(String running, long bytes, long total, boolean waits) {
        for (int i = Math.max(at, 0); i < statements.size(); i++) {
            String text = statements.get(i);
            if (running.contains(text.substring(0, Math.min(HEAD, text.length())))) {
                if (at != i) {
                    at = i;
                    context.print("statement " + (i + 1) + " of " + statements.size()
                            + (waits ? " waits for a lock: " : ": ")
                            + text.substring(0, Math.min(SHOWN, text.length())).replaceAll("\\s+", " "));
                }
                if (total > 0) {
                    context.progress(bytes, total, "bytes");
                } else {
                    context.progress(i, statements.size(), "statements");
                }
                return;
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
