package dev.sternway.executor.migrate.project;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.Psql;
import dev.sternway.database.catalog.SchemaSnapshot;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Snapshots;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.command.ProjectTool;
import dev.sternway.executor.command.ProjectTool.Said;
import dev.sternway.executor.migrate.HistoryTable;
import dev.sternway.executor.sql.Patience;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;

/** A tool that migrates in sessions of its own: it is made sure that these are on the target, and looked at what it did. */
final class ToolOnDatabase {
    static final String HOST = "Target of type host: the project's directory and its variables.";
    static final String COMMAND = "How the tool is called in the project, word by word; ";
    static final String TIMEOUT = "After this the tool is ended; 5m when left out.";

    private static final Pattern COMPLAINT = Pattern.compile("[A-Za-z_][\\w.]*: .+");
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final StepContext context;
    private final DatabaseAccess database;
    private final ProjectTool tool;
    private final String sessionName;
    private final List<String> command;

    /** Address, log-in and patience reach the tool through libpq's variables, where the project does not say otherwise. */
    ToolOnDatabase(
            StepContext context,
            String database,
            String host,
            List<String> command,
            Optional<Duration> lockTimeout,
            Optional<Duration> timeout) {
        this.context = context;
        this.database = TargetDatabase.of(context, database);
        this.command = command;
        this.sessionName = context.work().session() + " " + UUID.randomUUID();
        Map<String, String> environment = new TreeMap<>(Psql.environment(this.database, context.target(database)));
        environment.put("PGDATABASE", this.database.name());
        environment.put("PGAPPNAME", sessionName);
        environment.put(
                "PGOPTIONS",
                "-c default_transaction_read_only=off -c lock_timeout="
                        + lockTimeout.orElse(Patience.USUAL).toMillis());
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        this.database.password().ifPresent(secret -> environment.put("PGPASSWORD", secret.reveal()));
        this.tool = ProjectTool.of(context, host, environment, timeout.orElse(LONGEST));
    }

    /** Its sessions are its own, so what it writes besides its history is known from the rehearsal only. */
    static void noteWrites(StepContext context, String database, String history) throws SQLException {
        try (Connection connection = TargetDatabase.of(context, database).connect()) {
            Set<String> written = new TreeSet<>(Snapshots.rehearsedWrites(context, database));
            written.add(HistoryTable.get(connection, history).name());
            Snapshots.wrote(context, database, written);
        }
    }

    Connection connect() {
        return database.connect();
    }

    /**
     * Asks the tool something that makes it read its history, whose table is locked until the tool is seen waiting for it.
     *
     * @throws ProblemException SW-0557 when the tool fails, SW-0558 when it reads another database
     */
    Said requireSameDatabase(String table, List<String> question) throws Exception {
        Said said;
        boolean seen;
        try (HeldTable held = HeldTable.of(context, database, table, sessionName)) {
            said = tool.run(words(question));
            seen = held.wasWaitedFor();
        }
        requireWell(said, question);
        if (!seen) {
            throw ProblemException.of(
                    "SW-0558",
                    said(question) + " does not read the database " + database.name() + " at " + database.host() + ":"
                            + database.port() + ", or its sessions have a name of their own",
                    context.step(),
                    "Let the project take address and application name from PGHOST, PGPORT, PGDATABASE, PGUSER,"
                            + " PGPASSWORD and PGAPPNAME; nothing was changed");
        }
        return said;
    }

    /** @throws ProblemException SW-0557 when the tool fails */
    Said ask(List<String> question) throws InterruptedException, StepContext.LeaseLost {
        Said said = tool.run(words(question));
        requireWell(said, question);
        return said;
    }

    private void requireWell(Said said, List<String> question) {
        if (said.exit() != 0) {
            throw ProblemException.of(
                    "SW-0557",
                    said(question) + " fails: " + complaint(said),
                    context.step(),
                    "Run it in the project until it works; nothing was changed");
        }
    }

    /** Lets the tool go back, again while a lock is taken and nothing happened, and tells what happened when it fails. */
    Outcome change(List<String> arguments, Where where) throws Exception {
        State before = state(where);
        Said[] said = new Said[1];
        try {
            Patience.whileLocked(context, () -> {
                said[0] = tool.run(words(arguments));
                boolean locked = said[0].lines().stream().anyMatch(line -> line.contains("lock timeout"));
                if (said[0].exit() != 0 && locked && state(where).equals(before)) {
                    throw new SQLException(said[0].last(), "55P03");
                }
                return said[0];
            });
        } catch (SQLException locked) {
            return failed(arguments, said[0], "nothing was changed");
        }
        if (said[0].exit() == 0) {
            return Outcome.done();
        }
        State now = state(where);
        return failed(
                arguments,
                said[0],
                now.equals(before)
                        ? "nothing was changed"
                        : "its history says " + now.history() + ", said " + before.history()
                                + " before, and the schema is "
                                + (now.schema().equals(before.schema()) ? "as it was" : "another now"));
    }

    private Outcome failed(List<String> arguments, Said said, String state) {
        return new Outcome.Failed(
                new Problem(
                        "SW-0557",
                        said(arguments) + " ended with exit code " + said.exit() + "; " + state + "; its last words: "
                                + complaint(said),
                        context.step(),
                        "Read its output, mend the cause, then choose again"),
                true);
    }

    /** What the tool's history says. */
    @FunctionalInterface
    interface Where {
        List<String> is(Connection connection) throws SQLException;
    }

    private record State(List<String> history, SchemaSnapshot schema) {}

    private State state(Where where) throws SQLException {
        try (Connection connection = connect()) {
            return new State(where.is(connection), SchemaSnapshot.of(connection));
        }
    }

    /** Python names the error in a line of its own, and more may follow. */
    private static String complaint(Said said) {
        return said.lines().stream()
                .filter(line -> COMPLAINT.matcher(line).matches())
                .reduce((one, two) -> two)
                .orElseGet(said::last);
    }

    private List<String> words(List<String> arguments) {
        List<String> words = new ArrayList<>(command);
        words.addAll(arguments);
        return words;
    }

    private String said(List<String> arguments) {
        return "\"" + String.join(" ", words(arguments)) + "\"";
    }
}
