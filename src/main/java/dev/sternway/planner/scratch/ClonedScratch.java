package dev.sternway.planner.scratch;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import dev.sternway.database.Clones;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** A copy of the target, beside it on its server. The target itself is read by the server's copy and by nothing else. */
public final class ClonedScratch implements Scratch {
    private static final String PREFIX = "sternway_scratch_";
    private static final String IN_USE = "55006";
    private static final String NOT_ALLOWED = "42501";

    private final DatabaseAccess target;
    private final DatabaseAccess copy;
    private final String version;
    private final Thread atExit = new Thread(this::drop, "drop scratch database");
    private final AtomicBoolean closed = new AtomicBoolean();

    private ClonedScratch(DatabaseAccess target, DatabaseAccess copy, String version) {
        this.target = target;
        this.copy = copy;
        this.version = version;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * @param url {@code jdbc:postgresql://host:port/name}
     * @throws ProblemException SW-0401 or SW-0402 when the target cannot be addressed or reached, SW-0468 when the URL holds a
     *     password, SW-0467 when it cannot be copied
     */
    public static ClonedScratch of(String url, Optional<String> user, Optional<Secret> password) {
        DatabaseAccess target = DatabaseAccess.of(url, user, password);
        String name = PREFIX + UUID.randomUUID().toString().substring(0, 8);
        try (Connection connection = target.maintenance().connect()) {
            copy(connection, target, name);
            String version = Sql.column(connection, "show server_version").get(0);
            ClonedScratch scratch = new ClonedScratch(target, target.other(name), version);
            scratch.cutOff();
            return scratch;
        } catch (SQLException failure) {
            throw refusal(failure, target);
        }
    }

    @Override
    public Connection connection() {
        return copy.connect();
    }

    @Override
    public Connection maintenance() {
        return copy.maintenance().connect();
    }

    @Override
    public String serverVersion() {
        return version;
    }

    @Override
    public String description() {
        return "copy " + copy.name() + " of " + target.name() + " on " + target.host() + ":" + target.port()
                + ", PostgreSQL " + version;
    }

    @Override
    public void close() {
        drop();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException alreadyEnding) {
            return;
        }
    }

    private void drop() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            // provers keep copies of their own beside it, named after it
            for (String name : mine()) {
                new Clones(target).drop(name);
            }
        } catch (SQLException failure) {
            throw new ProblemException(
                    new Problem(
                            "SW-0467",
                            "The scratch database stays behind: " + failure.getMessage(),
                            copy.name(),
                            "Drop it by hand: drop database " + copy.name()),
                    failure);
        }
    }

    private List<String> mine() throws SQLException {
        try (Connection connection = maintenance()) {
            return Sql.column(connection, "select datname from pg_database where starts_with(datname, ?)", copy.name());
        }
    }

    private static void copy(Connection connection, DatabaseAccess target, String name) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create database " + Sql.name(name) + " template " + Sql.name(target.name()));
        }
    }

    /** Foreign tables of the copy would still write to the databases of the target. */
    private void cutOff() throws SQLException {
        try {
            try (Connection connection = copy.connect();
                    Statement statement = connection.createStatement()) {
                for (String drop : Sql.column(
                        connection,
                        "select format('drop user mapping for %s server %I', case when umuser = 0 then 'public'"
                                + " else quote_ident(usename) end, srvname) from pg_user_mappings")) {
                    statement.execute(drop);
                }
            }
        } catch (SQLException | ProblemException failure) {
            close();
            throw failure;
        }
    }

    private static ProblemException refusal(SQLException failure, DatabaseAccess target) {
        String state = String.valueOf(failure.getSQLState());
        String next = switch (state) {
            case IN_USE ->
                "PostgreSQL copies a database only while nobody is connected to it, and Sternway ends no"
                        + " sessions of a target: stop these for the moment of the copy, or give the URL of a restored copy"
                        + sessions(target);
            case NOT_ALLOWED ->
                "Give --user a role that owns the database and may create databases, or the URL of a"
                        + " copy that it owns";
            default -> "Mend the cause, or check without --url on the server that Sternway starts";
        };
        return new ProblemException(
                new Problem(
                        "SW-0467",
                        "The target cannot be copied: "
                                + String.valueOf(failure.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse("")
                                        .replaceFirst("^ERROR: ", ""),
                        target.name() + " on " + target.host() + ":" + target.port(),
                        next),
                failure);
    }

    private static String sessions(DatabaseAccess target) {
        try (Connection connection = target.maintenance().connect()) {
            List<String> sessions = Sql.column(
                    connection,
                    "select coalesce(usename, backend_type) || coalesce('@' || host(client_addr), '')"
                            + " || coalesce(' (' || nullif(application_name, '') || ')', '')"
                            + " from pg_stat_activity where datname = ? order by 1",
                    target.name());
            return sessions.isEmpty() ? "" : ". Connected now: " + String.join(", ", sessions);
        } catch (SQLException | ProblemException unknown) {
            return "";
        }
    }
}
