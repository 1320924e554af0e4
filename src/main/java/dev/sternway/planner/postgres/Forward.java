package dev.sternway.planner.postgres;

import dev.sternway.planner.Proof.StatementRun;
import dev.sternway.planner.script.SqlStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Runs the statements of a migration and notes what each did: locks, rewritten tables, rows, time. */
final class Forward {
    private static final String WATCH =
            "select (select string_agg(distinct c.relname || ' ' || replace(l.mode, 'Lock', ''), E'\\n') from pg_locks l"
                    + " join pg_class c on c.oid = l.relation where l.pid = pg_backend_pid() and l.granted and c.oid >= 16384"
                    + " and c.relkind in ('r', 'p', 'i', 'm', 'v', 'S') and c.relnamespace::regnamespace::text !~ '^sternway_salvage'),"
                    + " (select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) from pg_stat_xact_user_tables),"
                    + " (select string_agg(c.oid || ' ' || c.relfilenode || ' ' || c.relname, E'\\n') from pg_class c where c.relkind in ('r', 'm')"
                    + " and c.oid >= 16384 and c.relnamespace::regnamespace::text !~ '^(pg_|sternway_salvage)')";

    private final Session session;
    private final List<StatementRun> runs = new ArrayList<>();
    private final Set<Long> emptied = new HashSet<>();
    private final Set<Long> replaced = new HashSet<>();
    private Set<String> locks = Set.of();
    private Map<Long, String> files = Map.of();
    private long rows;

    Forward(Session session) {
        this.session = session;
    }

    List<StatementRun> runs() {
        return List.copyOf(runs);
    }

    /** Oids of all tables whose file was replaced. */
    Set<Long> replaced() {
        return Set.copyOf(replaced);
    }

    /** Oids of tables whose file was replaced by something else than ALTER TABLE: TRUNCATE, or hidden in a block. */
    Set<Long> emptied() {
        return Set.copyOf(emptied);
    }

    /** @throws Failed naming the statement */
    void run(List<SqlStatement> statements, boolean transaction) throws SQLException, Failed {
        watch("");
        for (SqlStatement statement : statements) {
            if (transaction && statement.controlsTransaction()) {
                continue;
            }
            Set<String> before = locks;
            Map<Long, String> filesBefore = files;
            long rowsBefore = rows;
            long start = System.nanoTime();
            try {
                session.execute(statement);
            } catch (SQLException failure) {
                throw new Failed(statement, failure);
            }
            long millis = (System.nanoTime() - start) / 1_000_000;
            watch(statement.label());
            Set<String> taken = new TreeSet<>(locks);
            taken.removeAll(before);
            List<String> rewritten = new ArrayList<>();
            files.forEach((oid, file) -> {
                String old = filesBefore.get(oid);
                if (old != null && !old.split(" ")[0].equals(file.split(" ")[0])) {
                    rewritten.add(file.split(" ", 2)[1]);
                    replaced.add(oid);
                    if (!statement.bare().matches("(ALTER|CLUSTER|VACUUM|REFRESH)\\b.*")) {
                        emptied.add(oid);
                    }
                }
            });
            runs.add(new StatementRun(
                    statement.line(),
                    statement.label(),
                    List.copyOf(taken),
                    rewritten,
                    Math.max(0, rows - rowsBefore),
                    millis));
        }
    }

    private void watch(String label) throws SQLException {
        try (Statement query = session.connection().createStatement();
                ResultSet row = query.executeQuery(WATCH)) {
            row.next();
            locks = Set.of(lines(row.getString(1)));
            rows = row.getLong(2);
            Map<Long, String> found = new HashMap<>();
            for (String line : lines(row.getString(3))) {
                String[] words = line.split(" ", 2);
                found.put(Long.parseLong(words[0]), words[1]);
            }
            files = found;
        } catch (SQLException failure) {
            throw new SQLException("after " + label, failure.getSQLState(), failure);
        }
    }

    private static String[] lines(@org.jspecify.annotations.Nullable String text) {
        return text == null || text.isEmpty() ? new String[0] : text.split("\n");
    }

    /** A statement of the migration that does not run. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;
        private final String state;

        Failed(SqlStatement statement, SQLException cause) {
            super("line " + statement.line() + " (" + statement.label() + "): " + message(cause), cause);
            state = String.valueOf(cause.getSQLState());
        }

        /** It works only outside of a transaction, or after a commit. */
        boolean wantsNoTransaction() {
            return state.equals("25001") || state.equals("55P04");
        }

        static String message(SQLException cause) {
            return String.valueOf(cause.getMessage())
                    .lines()
                    .findFirst()
                    .orElse("")
                    .replaceFirst("^ERROR: ", "");
        }
    }
}
