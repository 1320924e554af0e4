package dev.sternway.planner.mariadb;

import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import dev.sternway.database.mariadb.catalog.Quote;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server of a target, whose schema is read and copied, never written. */
record TargetServer(String server, String schema, String options, Optional<String> user, Optional<Secret> password)
        implements MariaScratch.Source {
    private static final Pattern URL = Pattern.compile("jdbc:(?:mariadb|mysql)://([^/?]+)/([^/?]+)(\\?.*)?");

    static TargetServer of(String url, Optional<String> user, Optional<Secret> password) {
        if (url.matches("(?i).*[?&]password=.*") || url.matches("jdbc:\\w+://[^/]*@.*")) {
            throw ProblemException.of(
                    "SW-0468",
                    "The URL holds a password",
                    url.replaceFirst("[?].*", "").replaceFirst("//[^/]*@", "//"),
                    "Put it in STERNWAY_TARGET_PASSWORD");
        }
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw ProblemException.of(
                    "SW-0472",
                    "The URL does not name a schema of MariaDB",
                    url,
                    "Write jdbc:mariadb://host:port/schema");
        }
        String options = Optional.ofNullable(parts.group(3)).orElse("");
        return new TargetServer(parts.group(1), parts.group(2), options, user, password);
    }

    @Override
    public Connection connect(String other) throws SQLException {
        Properties properties = new Properties();
        user.ifPresent(it -> properties.setProperty("user", it));
        password.ifPresent(it -> properties.setProperty("password", it.reveal()));
        properties.setProperty("allowMultiQueries", "true");
        return DriverManager.getConnection("jdbc:mariadb://" + server + "/" + other + options, properties);
    }

    @Override
    public void accepts(String version) {
        if (!version.contains("MariaDB")) {
            throw ProblemException.of(
                    "SW-0473",
                    "The server is not MariaDB but " + version + ", whose statements differ",
                    server,
                    "Check without --url: on MariaDB's own server, if the scripts are meant for both");
        }
    }

    @Override
    public void fill(Connection connection, String scratch) throws SQLException {
        try (Connection source = connect(schema);
                Statement statement = connection.createStatement()) {
            statement.execute("USE " + Quote.name(scratch));
            new SchemaCopy(source, schema, connection).copy();
        }
    }

    @Override
    public String description() {
        return "copy of " + schema + " on " + server;
    }

    @Override
    public boolean endsWithUs() {
        return false;
    }

    @Override
    public void close() {}
}
