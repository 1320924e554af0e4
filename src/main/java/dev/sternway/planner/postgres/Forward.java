package dev.sternway.planner.postgres;

import dev.sternway.planner.Proof.StatementRun;
import dev.sternway.planner.capture.Writes;
import dev.sternway.planner.script.SqlStatement;
import dev.sternway.planner.script.Target;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Runs the statements of a migration and notes what each did: locks, rewritten tables, rows, time. */
final class Forward {
    private static final String WATCH =
            "select (select string_agg(distinct c.relname || ' ' || replace(l.mode, 'Lock', ''), E'\\n') from pg_locks l"
                    + " join pg_class c on c.oid = l.relation where l.pid = pg_backend_pid() and l.granted and c.oid >= 16384"
                    + " and c.relkind in ('r', 'p', 'i', 'm', 'v', 'S') and c.relnamespace::regnamespace::text !~ '^sternway_salvage'),"
                    + " (select string_agg(relid || ' ' || n_tup_ins + n_tup_upd + n_tup_del, E'\\n') from pg_stat_xact_user_tables"
                    + " where n_tup_ins + n_tup_upd + n_tup_del > 0 and schemaname !~ '^sternway_salvage'),"
                    + " (select string_agg(c.oid || ' ' || c.relfilenode || ' ' || c.relname, E'\\n') from pg_class c where c.relkind in ('r', 'm')"
                    + " and c.oid >= 16384 and c.relnamespace::regnamespace::text !~ '^(pg_|sternway_salvage)'),"
                    + " (select string_agg(l.relation::bigint::text, E'\\n') from pg_locks l join pg_class c on c.oid = l.relation where l.pid = pg_backend_pid()"
                    + " and l.granted and l.mode = 'RowExclusiveLock' and c.oid >= 16384 and c.relkind in ('r', 'p')"
                    + " and c.relnamespace::regnamespace::text !~ '^(pg_|sternway_salvage)')";

    private final Session session;
    private final List<StatementRun> runs = new ArrayList<>();
    private final Set<Long> emptied = new HashSet<>();
    private final Set<Long> replaced = new HashSet<>();
    private Set<String> locks = Set.of();
    private Map<Long, String> files = Map.of();
    private Map<Long, String> rows = Map.of();
    private Map<Long, String> locked = Map.of();
    private final Writes writes = new Writes();

    Forward(Session session) {
        this.session = session;
    }

    List<StatementRun> runs() {
        return List.copyOf(runs);
    }

    /** What was written, or would be if there were rows. */
    Writes writes() {
        return writes;
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
            Map<Long, String> rowsBefore = rows;
            Map<Long, String> lockedBefore = locked;
            Optional<Target> target = Target.of(statement);
            Optional<Long> named = target.flatMap(it -> oid(it.table()));
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
            note(statement, target, named, rowsBefore, lockedBefore);
            runs.add(new StatementRun(
                    statement.line(),
                    statement.label(),
                    List.copyOf(taken),
                    rewritten,
                    Math.max(0, sum(rows) - sum(rowsBefore)),
                    millis));
        }
    }

    private void note(
            SqlStatement statement,
            Optional<Target> target,
            Optional<Long> oid,
            Map<Long, String> rowsBefore,
            Map<Long, String> lockedBefore) {
        Set<Long> tables = new HashSet<>(locked.keySet());
        if (target.isPresent() && oid.isPresent()) {
            tables.removeAll(lockedBefore.keySet());
            tables.add(oid.get());
        }
        rows.forEach((table, count) -> {
            if (!count.equals(rowsBefore.get(table))) {
                tables.add(table);
            }
        });
        if (statement.mayWriteRows() && !tables.isEmpty()) {
            writes.add(new Writes.Write(
                    tables,
                    oid.filter(it ->
                            target.filter(found -> !found.columns().isEmpty()).isPresent()),
                    target.map(Target::columns).orElse(List.of()),
                    target.filter(Target::onlyInserts).isPresent()));
        }
        if (statement.isOpaque()) {
            writes.sawOpaque();
        }
    }

    private Optional<Long> oid(String table) {
        try {
            long oid =
                    session.number("select coalesce(to_regclass('" + table.replace("'", "''") + "')::oid::bigint, 0)");
            return oid == 0 ? Optional.empty() : Optional.of(oid);
        } catch (SQLException unreadable) {
            return Optional.empty();
        }
    }

    private static long sum(Map<Long, String> rows) {
        return rows.values().stream().mapToLong(Long::parseLong).sum();
    }

    private void watch(String label) throws SQLException {
        try (Statement query = session.connection().createStatement();
                ResultSet row = query.executeQuery(WATCH)) {
            row.next();
            locks = Set.of(lines(row.getString(1)));
            rows = byOid(row.getString(2));
            files = byOid(row.getString(3));
            locked = byOid(row.getString(4));
        } catch (SQLException failure) {
            throw new SQLException("after " + label, failure.getSQLState(), failure);
        }
    }

    private static Map<Long, String> byOid(@org.jspecify.annotations.Nullable String text) {
        Map<Long, String> found = new HashMap<>();
        for (String line : lines(text)) {
            String[] words = line.split(" ", 2);
            found.put(Long.parseLong(words[0]), words.length > 1 ? words[1] : "");
        }
        return found;
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
