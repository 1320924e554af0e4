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
    /** Locks, rows written, files and locks of writers, of the tables that are not set aside. */
    private static final String WATCH =
            "with mine as materialized (select c.oid, c.relname, c.relkind, c.relfilenode from pg_class c where c.oid >= 16384"
                    + " and c.relkind in ('r', 'p', 'i', 'm', 'v', 'S') and c.relnamespace not in (select n.oid from pg_namespace n"
                    + " where n.nspname ~ '^(pg_|sternway_salvage)')),"
                    + " held as materialized (select l.mode, c.* from pg_locks l join mine c on c.oid = l.relation"
                    + " where l.pid = pg_backend_pid() and l.granted),"
                    + " wrote as (select c.oid, pg_stat_get_xact_tuples_inserted(c.oid) + pg_stat_get_xact_tuples_updated(c.oid)"
                    + " + pg_stat_get_xact_tuples_deleted(c.oid) as n from mine c where c.relkind in ('r', 'p', 'm'))"
                    + " select (select string_agg(distinct relname || ' ' || replace(mode, 'Lock', ''), E'\\n') from held),"
                    + " (select string_agg(oid || ' ' || n, E'\\n') from wrote where n > 0),"
                    + " (select string_agg(oid || ' ' || relfilenode || ' ' || relname, E'\\n') from mine where relkind in ('r', 'm')),"
                    + " (select string_agg(oid::text, E'\\n') from held where mode = 'RowExclusiveLock' and relkind in ('r', 'p'))";

    private final Session session;
    private final boolean watched;
    private final List<StatementRun> runs = new ArrayList<>();
    private final Set<Long> emptied = new HashSet<>();
    private final Set<Long> replaced = new HashSet<>();
    private Set<String> locks = Set.of();
    private Map<Long, String> files = Map.of();
    private Map<Long, String> rows = Map.of();
    private Map<Long, String> locked = Map.of();
    private final Writes writes = new Writes();

    Forward(Session session) {
        this(session, true);
    }

    private Forward(Session session, boolean watched) {
        this.session = session;
        this.watched = watched;
    }

    /** Runs statements without looking what each does. */
    static Forward unwatched(Session session) {
        return new Forward(session, false);
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
        if (watched) {
            watch("");
        }
        for (SqlStatement statement : statements) {
            if (transaction && statement.controlsTransaction()) {
                continue;
            }
            if (!watched) {
                execute(statement);
                continue;
            }
            Set<String> before = locks;
            Map<Long, String> filesBefore = files;
            Map<Long, String> rowsBefore = rows;
            Map<Long, String> lockedBefore = locked;
            Optional<Target> target = Target.of(statement);
            Optional<Long> named = target.flatMap(it -> oid(it.table()));
            long start = System.nanoTime();
            execute(statement);
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

    /** What a commit would check; a violation is the last statement's. */
    void checkDeferred(List<SqlStatement> statements) throws Failed {
        try {
            session.execute("SET CONSTRAINTS ALL IMMEDIATE");
        } catch (SQLException violated) {
            throw new Failed(statements.get(statements.size() - 1), violated);
        }
    }

    private void execute(SqlStatement statement) throws SQLException, Failed {
        try {
            session.execute(statement);
        } catch (SQLException failure) {
            throw new Failed(statement, failure);
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
