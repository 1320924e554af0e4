package dev.sternway.database;

import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import dev.sternway.base.Work;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/** The way into one PostgreSQL database, and into others of the same server. */
public final class DatabaseAccess {
    private static final String PREFIX = "jdbc:";

    private final URI uri;
    private final String query;
    private final String name;
    private final String user;
    private final Optional<Secret> password;
    private final Work work;
    private final boolean spared;

    private DatabaseAccess(
            URI uri, String query, String name, String user, Optional<Secret> password, Work work, boolean spared) {
        this.work = work;
        this.spared = spared;
        this.uri = uri;
        this.query = query;
        this.name = name;
        this.user = user;
        this.password = password;
    }

    /** @throws ProblemException SW-0401 when the target is no PostgreSQL database that can be addressed */
    public static DatabaseAccess of(Target target, Function<SecretReference, Secret> secrets) {
        String url = target.url().orElse("");
        String shown = url.replaceFirst("\\?.*", "");
        if (target.type() != Target.Type.POSTGRESQL || !url.startsWith("jdbc:postgresql://")) {
            throw ProblemException.of(
                    "SW-0401",
                    "The target is no PostgreSQL database: " + shown,
                    shown,
                    "Give type postgresql and url jdbc:postgresql://host:port/name");
        }
        URI uri = parsed(url, shown);
        String path = uri.getPath() == null ? "" : uri.getPath();
        if (path.length() < 2) {
            throw ProblemException.of("SW-0401", "The URL names no database: " + shown, shown, "Add /name to it");
        }
        String query = uri.getQuery() == null ? "" : "?" + uri.getQuery();
        return new DatabaseAccess(
                uri,
                query,
                path.substring(1),
                target.user().orElse("postgres"),
                target.password().map(secrets),
                Work.unnamed(),
                true);
    }

    /**
     * For whoever names a database on a command line.
     *
     * @throws ProblemException SW-0401 when the URL names no PostgreSQL database, SW-0468 when it holds a password
     */
    public static DatabaseAccess of(String url, Optional<String> user, Optional<Secret> password) {
        if (url.matches("(?i).*[?&](password|sslpassword)=.*") || url.matches("jdbc:\\w+://[^/]*@.*")) {
            throw ProblemException.of(
                    "SW-0468",
                    "The URL holds a password",
                    url.replaceFirst("[?].*", "").replaceFirst("//[^/]*@", "//"),
                    "Put it in STERNWAY_TARGET_PASSWORD, PGPASSWORD or ~/.pgpass");
        }
        SecretReference reference = new SecretReference("STERNWAY_TARGET_PASSWORD");
        Target described = new Target(
                Target.Type.POSTGRESQL,
                Optional.of(url),
                user,
                password.map(given -> reference),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        return of(described, asked -> password.orElseThrow());
    }

    private static URI parsed(String url, String shown) {
        try {
            return URI.create(url.substring(PREFIX.length()));
        } catch (IllegalArgumentException wrong) {
            throw ProblemException.of(
                    "SW-0401", "The URL cannot be read: " + shown, shown, "Write jdbc:postgresql://host:port/name");
        }
    }

    public String name() {
        return name;
    }

    public String host() {
        return uri.getHost();
    }

    public int port() {
        return uri.getPort() < 0 ? 5432 : uri.getPort();
    }

    public String user() {
        return user;
    }

    public Optional<Secret> password() {
        return password;
    }

    /** Another database of the same server, with the same log-in. */
    public DatabaseAccess other(String database) {
        return new DatabaseAccess(uri, query, database, user, password, work, spared);
    }

    /** For this work: its sessions bear its name and end with it, at once when it is cancelled. */
    public DatabaseAccess during(Work task) {
        return new DatabaseAccess(uri, query, name, user, password, task, false);
    }

    /** For what must be put right even though the work was cancelled. */
    public DatabaseAccess spared() {
        return new DatabaseAccess(uri, query, name, user, password, work, true);
    }

    /** A database that always exists and is never rolled back. */
    public DatabaseAccess maintenance() {
        return other(name.equals("postgres") ? "template1" : "postgres");
    }

    /**
     * Read-write even while the database is frozen; what is committed outlives a crash, whatever the server's default is.
     *
     * @throws ProblemException SW-0402 when it cannot be reached, SW-0578 when the work it is for is over
     */
    public Connection connect() {
        if (!spared) {
            work.requireWanted();
            DatabaseAccess beside = during(Work.unnamed()).spared();
            new WorkSessions(work, beside.maintenance(), beside).watch(host() + ":" + port());
        } else if (work.abandoned()) {
            work.requireWanted();
        }
        return open();
    }

    private Connection open() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        password.ifPresent(secret -> properties.setProperty("password", secret.reveal()));
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "10");
        properties.setProperty("ApplicationName", spared ? "sternway" : work.session());
        properties.setProperty("options", "-c default_transaction_read_only=off -c synchronous_commit=on");
        try {
            return DriverManager.getConnection(
                    "jdbc:postgresql://" + host() + ":" + port() + "/" + name + query, properties);
        } catch (SQLException failure) {
            throw new ProblemException(
                    new dev.sternway.base.Problem(
                            "SW-0402",
                            "The database " + name + " cannot be reached as " + user + ": "
                                    + String.valueOf(failure.getMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse(""),
                            host() + ":" + port(),
                            "Check address, log-in and that the server runs"),
                    failure);
        }
    }

    /** Runs statements that refuse a transaction, one by one. */
    public void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public boolean exists(String database) throws SQLException {
        try (Connection connection = connect();
                var query = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            query.setString(1, database);
            return query.executeQuery().next();
        }
    }
}
