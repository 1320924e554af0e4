package dev.sternway.database.mariadb;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import dev.sternway.base.Work;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The way into one MariaDB schema, and into others of the same server. */
public final class MariaAccess {
    private static final Pattern URL =
            Pattern.compile("jdbc:(?:mariadb|mysql)://([\\w.-]+|\\[[0-9a-fA-F:]+])(?::(\\d+))?/([^/?]+)(\\?.*)?");
    private static final int PORT = 3306;

    private final String host;
    private final int port;
    private final String name;
    private final String options;
    private final String user;
    private final Optional<Secret> password;
    private final Work work;
    private final boolean spared;

    private MariaAccess(
            String host,
            int port,
            String name,
            String options,
            String user,
            Optional<Secret> password,
            Work work,
            boolean spared) {
        this.work = work;
        this.spared = spared;
        this.host = host;
        this.port = port;
        this.name = name;
        this.options = options;
        this.user = user;
        this.password = password;
    }

    /** @throws ProblemException SW-0401 when the target is no MariaDB schema that can be addressed */
    public static MariaAccess of(Target target, Function<SecretReference, Secret> secrets) {
        String url = target.url().orElse("");
        String shown = url.replaceFirst("\\?.*", "").replaceFirst("//[^/]*@", "//");
        Matcher parts = URL.matcher(url);
        if (target.type() != Target.Type.MARIADB || !parts.matches()) {
            throw ProblemException.of(
                    "SW-0401",
                    "The target is no MariaDB schema: " + shown,
                    shown,
                    "Give type mariadb and url jdbc:mariadb://host:port/name");
        }
        return new MariaAccess(
                parts.group(1),
                parts.group(2) == null ? PORT : Integer.parseInt(parts.group(2)),
                parts.group(3),
                Optional.ofNullable(parts.group(4)).orElse(""),
                target.user().orElse("root"),
                target.password().map(secrets),
                Work.unnamed(),
                true);
    }

    /** For a person at a terminal. @throws ProblemException SW-0401 when the URL names no MariaDB schema */
    public static MariaAccess of(String url, Optional<String> user, Optional<Secret> password) {
        Target target = new Target(
                Target.Type.MARIADB,
                Optional.of(url),
                user,
                password.map(it -> new SecretReference("password")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                java.util.Map.of());
        return of(target, reference -> password.orElseThrow());
    }

    public static boolean isMeant(String url) {
        return url.startsWith("jdbc:mariadb:") || url.startsWith("jdbc:mysql:");
    }

    public String name() {
        return name;
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    public String user() {
        return user;
    }

    public Optional<Secret> password() {
        return password;
    }

    /** Another schema of the same server, with the same log-in; empty for none. */
    public MariaAccess other(String schema) {
        return new MariaAccess(host, port, schema, options, user, password, work, spared);
    }

    /** The same schema with another log-in. */
    public MariaAccess as(String otherUser, Secret otherPassword) {
        return new MariaAccess(host, port, name, options, otherUser, Optional.of(otherPassword), work, spared);
    }

    /** For this work: its sessions end with it, at once when it is cancelled. */
    public MariaAccess during(Work task) {
        return new MariaAccess(host, port, name, options, user, password, task, false);
    }

    /** For what must be put right, or come to its end, even though the work was cancelled. */
    public MariaAccess spared() {
        return new MariaAccess(host, port, name, options, user, password, work, true);
    }

    /** For what goes on beside connections. */
    public Work work() {
        return work;
    }

    /** An expression with which another program's session shows that it is the work's. */
    public static String mark(Work task) {
        return WorkSessions.mark(task);
    }

    /** @throws ProblemException SW-0402 when it cannot be reached, SW-0578 when the work it is for is over */
    public Connection connect() {
        if (spared) {
            if (work.abandoned()) {
                work.requireWanted();
            }
            return open();
        }
        work.requireWanted();
        new WorkSessions(work, other("").during(Work.unnamed()).spared()).watch();
        Connection connection = open();
        if (work.isNamed()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("DO " + mark(work));
            } catch (SQLException failure) {
                throw unreachable(failure);
            }
        }
        return connection;
    }

    private Connection open() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        password.ifPresent(secret -> properties.setProperty("password", secret.reveal()));
        properties.setProperty("connectTimeout", "5000");
        properties.setProperty("allowMultiQueries", "true");
        properties.setProperty("connectionAttributes", "program_name:sternway");
        properties.setProperty("allowMultiQueries", "true");
        try {
            return DriverManager.getConnection(
                    "jdbc:mariadb://" + host + ":" + port + "/" + name + options, properties);
        } catch (SQLException failure) {
            throw unreachable(failure);
        }
    }

    private ProblemException unreachable(SQLException failure) {
        return new ProblemException(
                new Problem(
                        "SW-0402",
                        "The database " + name + " cannot be reached as " + user + ": "
                                + String.valueOf(failure.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse(""),
                        host + ":" + port,
                        "Check address, log-in and that the server runs"),
                failure);
    }

    /** Runs statements one by one; each commits what was open. */
    public void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
