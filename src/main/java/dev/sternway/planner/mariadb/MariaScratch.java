package dev.sternway.planner.mariadb;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import dev.sternway.database.mariadb.MariaServer;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.planner.mariadb.derive.Session;
import dev.sternway.planner.scratch.Scratch;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** A schema of our own on a MariaDB server: on one that Sternway starts, or beside the target that it copies. */
public final class MariaScratch implements Scratch {
    private static final String PREFIX = "sternway_scratch_";

    private static final int UNKNOWN_SCHEMA = 1049;

    private final Source source;
    private final String schema = PREFIX + UUID.randomUUID().toString().substring(0, 8);
    private final Thread atExit = new Thread(this::drop, "drop scratch schema");
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean made = new AtomicBoolean();
    private final String version;

    private MariaScratch(Source source) throws SQLException {
        this.source = source;
        try (Connection connection = source.connect("");
                Session session = new Session(connection, "")) {
            this.version = session.ask("SELECT VERSION()").orElse("");
            source.accepts(version);
        }
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            reset();
        } catch (SQLException | ProblemException notFilled) {
            close();
            throw notFilled;
        }
    }

    /** Starts a server; takes some seconds. @throws ProblemException SW-0470 when none can run here */
    public static MariaScratch start() {
        MariaServer server = MariaServer.start();
        return of(new OwnServer(server, true), "server of our own");
    }

    /** On a server that goes on afterwards. */
    static MariaScratch on(MariaServer server) {
        return of(new OwnServer(server, false), "server of our own");
    }

    /**
     * @param url {@code jdbc:mariadb://host:port/schema} or {@code jdbc:mysql:…}
     * @throws ProblemException SW-0468 when the URL holds a password, SW-0472 when the target cannot be copied
     */
    public static MariaScratch beside(String url, Optional<String> user, Optional<Secret> password) {
        TargetServer target = TargetServer.of(url, user, password);
        return of(target, target.description());
    }

    private static MariaScratch of(Source source, String where) {
        try {
            return new MariaScratch(source);
        } catch (SQLException failure) {
            source.close();
            throw new ProblemException(
                    new Problem(
                            "SW-0472",
                            "No scratch schema can be made: " + Session.words(failure),
                            where,
                            next(failure)),
                    failure);
        }
    }

    private static String next(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (state.startsWith("08")) {
            return "Look whether MariaDB runs there, and at host and port in --url";
        }
        if (state.startsWith("28")) {
            return "Look at --user, and at its password in STERNWAY_TARGET_PASSWORD or MYSQL_PWD";
        }
        if (failure.getErrorCode() == UNKNOWN_SCHEMA) {
            return "Name a schema in --url that is there";
        }
        return "Give a user that may create schemas there and read the whole target, or check without --url";
    }

    @Override
    public Connection connection() throws SQLException {
        return source.connect(schema);
    }

    @Override
    public Connection maintenance() throws SQLException {
        return source.connect("");
    }

    /** Whether it holds what a target holds. */
    boolean isCopy() {
        return source instanceof TargetServer;
    }

    /** Where rows are set aside during a proof, apart from the salvage schema of the server. */
    String salvageSchema() {
        return schema + "_salvage";
    }

    Session session() throws SQLException {
        return new Session(connection(), salvageSchema()).withServerMode();
    }

    /** Names of other schemas, which no migration may reach. */
    List<String> otherSchemas() throws SQLException {
        try (Connection connection = connection()) {
            return dev.sternway.database.catalog.Sql.column(
                    connection,
                    "SELECT schema_name FROM information_schema.schemata WHERE schema_name NOT IN"
                            + " ('information_schema', 'performance_schema', '" + schema + "')");
        }
    }

    /** Makes the schema as it was at the start: empty, or a fresh copy of the target. */
    void reset() throws SQLException {
        try (Connection connection = source.connect("");
                Statement statement = connection.createStatement()) {
            boolean again = made.getAndSet(true);
            if (again) {
                statement.execute("DROP DATABASE IF EXISTS " + Quote.name(schema));
                statement.execute("DROP DATABASE IF EXISTS " + Quote.name(salvageSchema()));
            }
            try {
                statement.execute("CREATE DATABASE " + Quote.name(schema));
            } catch (SQLException refused) {
                made.set(again);
                throw refused;
            }
            source.fill(connection, schema);
        }
    }

    @Override
    public String serverVersion() {
        return version.replaceFirst("-.*", "");
    }

    @Override
    public String description() {
        return source.description() + ", MariaDB " + serverVersion();
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
        if (!made.get()) {
            source.close();
            return;
        }
        try (Connection connection = source.connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + Quote.name(schema));
            statement.execute("DROP DATABASE IF EXISTS " + Quote.name(salvageSchema()));
        } catch (SQLException failure) {
            if (!source.endsWithUs()) {
                throw new ProblemException(
                        new Problem(
                                "SW-0467",
                                "The scratch schema stays behind: " + Session.words(failure),
                                schema,
                                "Drop it by hand: DROP DATABASE " + schema),
                        failure);
            }
        } finally {
            source.close();
        }
    }

    /** The server that a scratch schema stands on, and what it is filled with. */
    sealed interface Source permits OwnServer, TargetServer {
        /** @param schema empty for none */
        Connection connect(String schema) throws SQLException;

        /** @throws ProblemException SW-0473 when the planner does not know this server */
        void accepts(String version);

        void fill(Connection connection, String schema) throws SQLException;

        String description();

        boolean endsWithUs();

        void close();
    }

    /** @param owned whether it ends with the scratch */
    private record OwnServer(MariaServer server, boolean owned) implements Source {
        @Override
        public Connection connect(String schema) throws SQLException {
            return server.connect(schema);
        }

        @Override
        public void accepts(String version) {}

        @Override
        public void fill(Connection connection, String schema) {}

        @Override
        public String description() {
            return "server of our own";
        }

        @Override
        public boolean endsWithUs() {
            return owned;
        }

        @Override
        public void close() {
            if (owned) {
                server.close();
            }
        }
    }
}
