package dev.sternway.database.mariadb.freeze;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Who may do what on the server, as its own tables say. */
final class Accounts {
    private static final long SUPER = 1L << 15;
    /** INSERT, UPDATE, DELETE, CREATE, DROP, INDEX, ALTER, EXECUTE, CREATE VIEW, routines, EVENT, TRIGGER, DELETE HISTORY. */
    private static final long WRITES = 0b111110L | 0b11L << 12 | 1L << 18 | 0b1101L << 21 | 0b11L << 26 | 1L << 29;

    private static final Set<String> HARMLESS = Set.of("Select_priv", "Show_view_priv", "Grant_priv");

    private final String schema;
    private final Map<String, Login> all = new TreeMap<>();
    private final Map<String, Set<String>> roles = new HashMap<>();

    private Accounts(String schema) {
        this.schema = schema;
    }

    /** One account or role. */
    static final class Login {
        final String user;
        final String host;
        final boolean role;
        final boolean locked;
        private final long global;
        private boolean here;
        private boolean named;
        private boolean elsewhere;
        private final List<Before.Grant> grants = new ArrayList<>();

        private Login(String user, String host, boolean role, boolean locked, long global) {
            this.user = user;
            this.host = host;
            this.role = role;
            this.locked = locked;
            this.global = global;
            this.elsewhere = global != 0;
        }

        boolean isAdministrator() {
            return (global & SUPER) != 0;
        }

        /** The rights in this schema alone can be taken from it, because all it may do here stands in grants on the schema. */
        Before.Account account(boolean onlyGrants) {
            boolean revoke = onlyGrants && elsewhere && !named && (global & WRITES) == 0 && !grants.isEmpty();
            return new Before.Account(user, host, revoke ? grants : List.of(), elsewhere);
        }
    }

    static Accounts read(Connection connection, String schema) throws SQLException {
        Accounts accounts = new Accounts(schema);
        accounts.each(
                connection,
                "SELECT User, Host, CAST(COALESCE(JSON_VALUE(Priv, '$.access'), 0) AS UNSIGNED) & 9223372036854775807, COALESCE(JSON_VALUE(Priv, '$.is_role'), 0),"
                        + " COALESCE(JSON_VALUE(Priv, '$.account_locked'), 0) FROM mysql.global_priv",
                row -> accounts.all.put(
                        key(row),
                        new Login(
                                row.getString(1),
                                row.getString(2),
                                row.getBoolean(4),
                                row.getBoolean(5),
                                row.getLong(3))));
        accounts.each(
                connection,
                "SELECT User, Host, Role FROM mysql.roles_mapping",
                row -> accounts.roles
                        .computeIfAbsent(key(row), it -> new HashSet<>())
                        .add(row.getString(3) + "@"));
        accounts.schemas(connection);
        accounts.objects(connection);
        return accounts;
    }

    Login login(String name) {
        Login login = all.get(name);
        if (login == null) {
            throw new IllegalStateException("no account " + name);
        }
        return login;
    }

    /** Accounts, no roles, that can write to the schema, also through a role; administrators included. */
    List<Login> writers() {
        boolean everybody = all.containsKey("PUBLIC@") && writes("PUBLIC@", new HashSet<>());
        return all.entrySet().stream()
                .filter(it -> !it.getValue().role)
                .filter(it -> everybody || writes(it.getKey(), new HashSet<>()))
                .map(Map.Entry::getValue)
                .toList();
    }

    Before.Account account(Login login) {
        boolean roleless =
                roles.getOrDefault(login.user + "@" + login.host, Set.of()).isEmpty()
                        && !(all.containsKey("PUBLIC@") && writes("PUBLIC@", new HashSet<>()));
        return login.account(roleless);
    }

    private boolean writes(String name, Set<String> seen) {
        Login login = all.get(name);
        return login != null
                && seen.add(name)
                && ((login.global & (WRITES | SUPER)) != 0
                        || login.here
                        || roles.getOrDefault(name, Set.of()).stream().anyMatch(role -> writes(role, seen)));
    }

    private void schemas(Connection connection) throws SQLException {
        each(
                connection,
                "SELECT d.*, ? LIKE Db FROM mysql.db d",
                row -> {
                    Login login = all.get(row.getString("User") + "@" + row.getString("Host"));
                    int columns = row.getMetaData().getColumnCount();
                    if (login == null) {
                        return;
                    }
                    if (!row.getBoolean(columns)) {
                        login.elsewhere = true;
                        return;
                    }
                    List<String> may = new ArrayList<>();
                    for (int i = 1; i < columns; i++) {
                        String column = row.getMetaData().getColumnName(i);
                        if (column.endsWith("_priv") && "Y".equals(row.getString(i))) {
                            may.add(column);
                        }
                    }
                    login.here |= !HARMLESS.containsAll(may);
                    String pattern = row.getString("Db");
                    login.named |= !pattern.replace("\\", "").equals(schema);
                    boolean option = may.remove("Grant_priv");
                    login.grants.add(new Before.Grant(
                            pattern, may.stream().map(Accounts::privilege).toList(), option));
                },
                schema);
    }

    private void objects(Connection connection) throws SQLException {
        for (String table : List.of("tables_priv", "columns_priv", "procs_priv")) {
            each(
                    connection,
                    "SELECT User, Host, Db = ? FROM mysql." + table,
                    row -> {
                        Login login = all.get(key(row));
                        if (login != null) {
                            login.here |= row.getBoolean(3);
                            login.named |= row.getBoolean(3);
                            login.elsewhere |= !row.getBoolean(3);
                        }
                    },
                    schema);
        }
    }

    private static String privilege(String column) {
        String words = column.replace("_priv", "").replace('_', ' ').toUpperCase(java.util.Locale.ROOT);
        return words.equals("CREATE TMP TABLE") ? "CREATE TEMPORARY TABLES" : words;
    }

    private static String key(ResultSet row) throws SQLException {
        return row.getString(1) + "@" + row.getString(2);
    }

    private void each(Connection connection, String query, Row row, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    row.take(rows);
                }
            }
        }
    }

    private interface Row {
        void take(ResultSet row) throws SQLException;
    }
}
