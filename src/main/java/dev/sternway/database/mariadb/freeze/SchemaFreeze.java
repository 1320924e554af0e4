package dev.sternway.database.mariadb.freeze;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.Quote;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Stops writes to a schema: every account that can write to it is locked, or loses its rights there when it works in other
 * schemas too; their sessions end, events are disabled. Administrators (SUPER) and our own log-in are not stopped, and are named.
 */
public final class SchemaFreeze {
    private static final Set<Integer> DENIED = Set.of(1044, 1142, 1143, 1227, 1370, 1410);

    private final MariaAccess access;
    private final String schema;

    public SchemaFreeze(MariaAccess access) {
        this.access = access.other("");
        this.schema = access.name();
    }

    /** What a freeze would change now. @throws ProblemException SW-0605 when our log-in may not freeze */
    public Before now() throws SQLException {
        return allowed(connection -> {
            Accounts accounts = Accounts.read(connection, schema);
            List<Before.Account> writers = stopped(connection, accounts).stream()
                    .filter(it -> !it.locked)
                    .map(accounts::account)
                    .toList();
            return new Before(writers, events(connection), false);
        });
    }

    /**
     * @param before all that {@link #now} said, kept where it outlives us
     * @return the same, to be kept instead
     */
    public Before freeze(Before before) throws SQLException {
        return allowed(connection -> {
            for (Before.Account account : before.accounts()) {
                if (exists(connection, account)) {
                    lockOut(connection, account);
                }
            }
            for (Before.Event event : before.events()) {
                change(connection, event, "DISABLE");
            }
            clients(connection, before, true).end();
            return before.whenEnded();
        });
    }

    /** Whether no account that can write is connected or can connect, administrators and ourselves excepted. */
    public boolean frozen(Before before) throws SQLException {
        Before open = now();
        return before.ended() && open.accounts().isEmpty() && open.events().isEmpty() && sessions(before) == 0;
    }

    /** Of accounts that are locked out; those that only lost their rights here may be connected again. */
    public long sessions(Before before) throws SQLException {
        return allowed(connection -> clients(connection, before, false).count());
    }

    /** @return what could not be put back, one sentence each; accounts and events that are gone do not count */
    public List<String> thaw(Before before) throws SQLException {
        return allowed(connection -> {
            List<String> wrong = new ArrayList<>();
            for (Before.Account account : before.accounts()) {
                if (exists(connection, account)) {
                    letIn(connection, account);
                }
            }
            for (Before.Event event : before.events()) {
                try {
                    change(connection, event, "ENABLE");
                } catch (SQLException refused) {
                    wrong.add("event " + event.name() + ": " + refused.getMessage());
                }
            }
            return wrong;
        });
    }

    /** What a freeze does not stop, by kind; each kind is there, with {@code none} where there is nothing. */
    public Map<String, String> notStopped() throws SQLException {
        return allowed(connection -> new Unstopped(connection, schema).named(Accounts.read(connection, schema)));
    }

    private static void lockOut(Connection connection, Before.Account account) throws SQLException {
        if (account.grants().isEmpty()) {
            execute(connection, "ALTER USER " + account.name() + " ACCOUNT LOCK");
        }
        for (Before.Grant grant : account.grants()) {
            String where = " ON " + Quote.name(grant.pattern()) + ".* FROM " + account.name();
            if (granted(connection, account, grant)) {
                execute(connection, "REVOKE ALL PRIVILEGES" + where);
                if (grant.grantOption()) {
                    execute(connection, "REVOKE GRANT OPTION" + where);
                }
            }
        }
    }

    private static void letIn(Connection connection, Before.Account account) throws SQLException {
        if (account.grants().isEmpty()) {
            execute(connection, "ALTER USER " + account.name() + " ACCOUNT UNLOCK");
        }
        for (Before.Grant grant : account.grants()) {
            execute(
                    connection,
                    "GRANT " + String.join(", ", grant.privileges()) + " ON " + Quote.name(grant.pattern()) + ".* TO "
                            + account.name() + (grant.grantOption() ? " WITH GRANT OPTION" : ""));
        }
    }

    private static boolean granted(Connection connection, Before.Account account, Before.Grant grant)
            throws SQLException {
        return Sql.number(
                        connection,
                        "SELECT COUNT(*) FROM mysql.db WHERE User = ? AND Host = ? AND Db = ?",
                        account.user(),
                        account.host(),
                        grant.pattern())
                > 0;
    }

    private static boolean exists(Connection connection, Before.Account account) throws SQLException {
        return Sql.number(
                        connection,
                        "SELECT COUNT(*) FROM mysql.global_priv WHERE User = ? AND Host = ?",
                        account.user(),
                        account.host())
                > 0;
    }

    /** Whoever can write, but administrators and ourselves. */
    private static List<Accounts.Login> stopped(Connection connection, Accounts accounts) throws SQLException {
        String ours = Sql.column(connection, "SELECT CURRENT_USER()").get(0);
        return accounts.writers().stream()
                .filter(it -> !it.isAdministrator() && !(it.user + "@" + it.host).equals(ours))
                .toList();
    }

    private Clients clients(Connection connection, Before before, boolean all) throws SQLException {
        Set<String> users = stopped(connection, Accounts.read(connection, schema)).stream()
                .map(it -> it.user)
                .collect(Collectors.toCollection(TreeSet::new));
        before.accounts().stream().filter(it -> all || it.grants().isEmpty()).forEach(it -> users.add(it.user()));
        users.remove(
                Sql.column(connection, "SELECT SUBSTRING_INDEX(USER(), '@', 1)").get(0));
        return new Clients(connection, schema, users);
    }

    private List<Before.Event> events(Connection connection) throws SQLException {
        List<Before.Event> found = new ArrayList<>();
        try (var statement = connection.prepareStatement(
                "SELECT event_name, definer, character_set_client, collation_connection FROM information_schema.events"
                        + " WHERE event_schema = ? AND status = 'ENABLED' ORDER BY event_name")) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(new Before.Event(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
                }
            }
        }
        return found;
    }

    /** With the definer and the character set that it has, which a plain ALTER would replace by ours. */
    private void change(Connection connection, Before.Event event, String how) throws SQLException {
        long there = Sql.number(
                connection,
                "SELECT COUNT(*) FROM information_schema.events WHERE event_schema = ? AND event_name = ?",
                schema,
                event.name());
        if (there > 0) {
            int at = event.definer().lastIndexOf('@');
            execute(
                    connection,
                    "SET character_set_client = " + event.charset() + ", collation_connection = " + event.collation());
            execute(
                    connection,
                    "ALTER DEFINER=" + Quote.name(event.definer().substring(0, at)) + "@"
                            + Quote.name(event.definer().substring(at + 1)) + " EVENT " + Quote.name(schema) + "."
                            + Quote.name(event.name()) + " " + how);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T allowed(Work<T> work) throws SQLException {
        try (Connection connection = access.connect()) {
            return work.on(connection);
        } catch (SQLException failure) {
            if (!DENIED.contains(failure.getErrorCode())) {
                throw failure;
            }
            throw new ProblemException(
                    new Problem(
                            "SW-0605",
                            "The log-in " + access.user() + " may not freeze " + schema + ": " + failure.getMessage(),
                            schema,
                            "Grant it SELECT, PROCESS, CREATE USER, CONNECTION ADMIN, SUPER on *.* and ALL on the schema WITH GRANT OPTION"),
                    failure);
        }
    }
}
