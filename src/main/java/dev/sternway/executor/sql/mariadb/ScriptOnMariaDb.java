package dev.sternway.executor.sql.mariadb;

import dev.sternway.base.ProblemException;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.compare.SchemaFacts;
import dev.sternway.database.mariadb.text.Script;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.sql.Patience;
import dev.sternway.executor.sql.SqlScript;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Statement by statement, each noted when it is done, so that a step that was killed goes on behind the last one. Scripts
 * that keep their own journal in {@code sternway_salvage} run from the start each time: they know what is done.
 */
public final class ScriptOnMariaDb implements Executor<SqlScript.Inputs> {
    private static final String OWN_JOURNAL = "sternway_salvage.begin_";

    private final SqlScript whole;

    public ScriptOnMariaDb(SqlScript whole) {
        this.whole = whole;
    }

    @Override
    public String uses() {
        return whole.uses();
    }

    @Override
    public String summary() {
        return whole.summary();
    }

    @Override
    public Class<SqlScript.Inputs> inputs() {
        return whole.inputs();
    }

    @Override
    public Nature nature() {
        return Nature.PROBEABLE;
    }

    @Override
    public Probe probe(SqlScript.Inputs inputs, StepContext context) throws Exception {
        List<ScriptStatement> statements = statements(inputs, context);
        try (Connection connection =
                TargetDatabase.mariaDb(context, inputs.database()).connect()) {
            Journal journal = new Journal(connection, context.key());
            if (!journal.isThere()) {
                return Probe.needed();
            }
            Map<Integer, Journal.Entry> entries = journal.entries();
            Journal.Entry last = entries.get(statements.size() + 1);
            if (last != null && last.done()) {
                return Probe.already("statements", String.valueOf(statements.size()));
            }
            for (ScriptStatement each : statements) {
                Journal.Entry entry = entries.get(each.number());
                if (entry != null && !entry.done() && entry.shape().isEmpty()) {
                    return Probe.unknown("nobody can tell whether this happened: " + each.shown());
                }
            }
            return Probe.needed();
        }
    }

    @Override
    public Outcome run(SqlScript.Inputs inputs, StepContext context) throws Exception {
        List<ScriptStatement> statements = statements(inputs, context);
        for (ScriptStatement each : statements) {
            if (each.kind() == ScriptStatement.Kind.UNFIT && !keepsJournal(context, each.script())) {
                return Outcome.refused(
                        "SW-0410",
                        each.shown() + " ends or refuses a transaction",
                        each.script(),
                        "Leave it out: statements are committed one by one, and each is noted");
            }
        }
        long start = System.nanoTime();
        MariaAccess live = TargetDatabase.mariaDb(context, inputs.database());
        long run = 0;
        try (Connection connection = live.connect()) {
            long seconds = Math.max(
                    1,
                    inputs.lockTimeout().orElse(Patience.USUAL).plusMillis(999).toSeconds());
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "SET SESSION lock_wait_timeout = " + seconds + ", innodb_lock_wait_timeout = " + seconds);
            }
            Journal journal = new Journal(connection, context.key());
            journal.open();
            Map<Integer, Journal.Entry> entries = journal.entries();
            for (ScriptStatement each : statements) {
                run += one(each, inputs.database(), context, live, connection, journal, entries) ? 1 : 0;
                context.progress(each.number(), statements.size(), "statements");
            }
            connection.setAutoCommit(true);
            journal.done(statements.size() + 1);
        }
        return Outcome.done(Map.of(
                "scripts", String.valueOf(inputs.scripts().size()),
                "statements", String.valueOf(statements.size()),
                "statements-run-now", String.valueOf(run),
                "millis",
                        String.valueOf(
                                Duration.ofNanos(System.nanoTime() - start).toMillis())));
    }

    /** @return false when it was done already */
    private static boolean one(
            ScriptStatement each,
            String database,
            StepContext context,
            MariaAccess live,
            Connection connection,
            Journal journal,
            Map<Integer, Journal.Entry> entries)
            throws Exception {
        boolean ownJournal = keepsJournal(context, each.script());
        ScriptStatement.Kind kind = ownJournal ? ScriptStatement.Kind.SESSION : each.kind();
        Optional<Journal.Entry> entry = Optional.ofNullable(entries.get(each.number()));
        if (kind != ScriptStatement.Kind.SESSION
                && entry.map(Journal.Entry::done).orElse(false)) {
            return false;
        }
        Catalog before = catalog(live);
        String shape = SchemaFacts.of(before).digest();
        boolean happened = kind == ScriptStatement.Kind.DEFINITION
                && entry.filter(it -> !it.shape().equals(shape)).isPresent();
        if (happened) {
            connection.setAutoCommit(true);
            journal.done(each.number());
            return false;
        }
        Snapshots.wrote(context, database, each.tables(before.tables().keySet()));
        connection.setAutoCommit(true);
        if (kind == ScriptStatement.Kind.DEFINITION || kind == ScriptStatement.Kind.UNCLEAR) {
            journal.started(each.number(), kind == ScriptStatement.Kind.DEFINITION ? shape : "");
        }
        try {
            return Patience.whileLocked(context, () -> {
                execute(connection, each, kind, journal);
                return true;
            });
        } catch (SQLException failure) {
            if (kind == ScriptStatement.Kind.UNCLEAR && connection.isValid(1)) {
                journal.started(each.number(), "failed");
            }
            throw ProblemException.of(
                    "SW-0607",
                    "A statement failed: "
                            + String.valueOf(failure.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""),
                    each.shown(),
                    "Those before it are done and noted; mend the cause, then choose again: it goes on here");
        }
    }

    /** Rows and the note that they are written are one transaction. */
    private static void execute(Connection connection, ScriptStatement each, ScriptStatement.Kind kind, Journal journal)
            throws SQLException {
        boolean together = kind == ScriptStatement.Kind.ROWS;
        connection.setAutoCommit(!together);
        try (Statement statement = connection.createStatement()) {
            statement.execute(each.statement().text());
            if (kind != ScriptStatement.Kind.SESSION) {
                journal.done(each.number());
            }
            if (together) {
                connection.commit();
            }
        } catch (SQLException failure) {
            if (together && connection.isValid(1)) {
                connection.rollback();
            }
            throw failure;
        }
    }

    private static Catalog catalog(MariaAccess live) throws SQLException {
        try (Connection connection = live.connect()) {
            return CatalogReader.read(connection);
        }
    }

    private static boolean keepsJournal(StepContext context, String script) {
        return text(context, script).contains(OWN_JOURNAL);
    }

    private static List<ScriptStatement> statements(SqlScript.Inputs inputs, StepContext context) {
        List<ScriptStatement> all = new ArrayList<>();
        for (String script : inputs.scripts()) {
            Script.split(text(context, script), script)
                    .forEach(it -> all.add(new ScriptStatement(all.size() + 1, script, it)));
        }
        return all;
    }

    private static String text(StepContext context, String script) {
        return new String(context.file(script), StandardCharsets.UTF_8);
    }
}
