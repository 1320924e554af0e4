package dev.sternway.executor.mariadb.rehearse;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Quote;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/** A log-in of its own that may do everything in one schema and nothing elsewhere, whatever a script names. */
final class Guest implements AutoCloseable {
    /** A server with a binary log lets nobody else make triggers and functions, unless it trusts all. */
    private static final String MAY_MAKE_TRIGGERS =
            "SELECT 1 FROM information_schema.user_privileges WHERE privilege_type = 'SUPER' AND is_grantable = 'YES'"
                    + " AND grantee = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')";

    private final MariaAccess server;
    private final String user;
    private final String password = UUID.randomUUID().toString();

    private Guest(MariaAccess server, String user) {
        this.server = server;
        this.user = user;
    }

    /** @throws ProblemException SW-0598 when the target's log-in may not make one */
    static Guest in(MariaAccess schema, String user) {
        Guest guest = new Guest(schema, user);
        try (Connection connection = schema.other("").connect()) {
            String whole = Sql.column(connection, MAY_MAKE_TRIGGERS).isEmpty() ? "" : "SUPER, ";
            schema.other("")
                    .execute(
                            "CREATE OR REPLACE USER " + guest.quoted() + " IDENTIFIED BY " + Quote.text(guest.password),
                            "GRANT ALL ON " + pattern(schema.name()) + ".* TO " + guest.quoted(),
                            "GRANT " + whole + "SET USER, BINLOG ADMIN ON *.* TO " + guest.quoted());
            return guest;
        } catch (SQLException failure) {
            throw new ProblemException(
                    new Problem(
                            "SW-0598",
                            "A log-in that may touch nothing but the scratch copy cannot be made: "
                                    + failure.getMessage(),
                            schema.host() + ":" + schema.port(),
                            "Give the target's user CREATE USER and all privileges WITH GRANT OPTION, or write rehearse: false"),
                    failure);
        }
    }

    MariaAccess access() {
        return server.as(user, Secret.of(password));
    }

    String user() {
        return user;
    }

    private String quoted() {
        return Quote.text(user) + "@'%'";
    }

    /** In a grant, these signs stand for others. */
    private static String pattern(String schema) {
        return Quote.name(schema.replace("_", "\\_").replace("%", "\\%"));
    }

    @Override
    public void close() throws SQLException {
        server.other("").spared().execute("DROP USER IF EXISTS " + quoted());
    }
}
