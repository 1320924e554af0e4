package dev.sternway.database;

import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stops writes: connection limit 0, read-only by default, sessions ended. Superusers are not stopped, and are counted.
 * What was set before is returned, so that it can be put back exactly.
 */
public final class Freeze {
    private static final String READ_ONLY = "default_transaction_read_only";

    private final DatabaseAccess maintenance;
    private final String database;

    public Freeze(DatabaseAccess access) {
        this.maintenance = access.maintenance();
        this.database = access.name();
    }

    /** @param readOnly the database's own setting before, empty when it had none */
    public record Before(int connectionLimit, String readOnly) {}

    public Before now() throws SQLException {
        try (Connection connection = maintenance.connect()) {
            int limit =
                    (int) Sql.number(connection, "select datconnlimit from pg_database where datname = ?", database);
            List<String> setting = Sql.column(
                    connection,
                    "select split_part(c, '=', 2) from pg_db_role_setting s join pg_database d on d.oid = s.setdatabase,"
                            + " unnest(s.setconfig) c where d.datname = ? and s.setrole = 0 and c like '" + READ_ONLY
                            + "=%'",
                    database);
            return new Before(limit, setting.isEmpty() ? "" : setting.get(0));
        }
    }

    public void freeze() throws SQLException {
        try (Connection connection = maintenance.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("alter database " + Sql.name(database) + " connection limit 0");
            statement.execute("alter database " + Sql.name(database) + " set " + READ_ONLY + " = on");
            Sessions.end(connection, false, database);
        }
    }

    /** Whether nobody but superusers is connected, or can be. */
    public boolean frozen() throws SQLException {
        return now().connectionLimit() == 0 && sessions(false) == 0;
    }

    public void thaw(Before before) throws SQLException {
        String name = Sql.name(database);
        maintenance.execute(
                before.readOnly().isEmpty()
                        ? "alter database " + name + " reset " + READ_ONLY
                        : "alter database " + name + " set " + READ_ONLY + " = " + Sql.text(before.readOnly()),
                "alter database " + name + " connection limit " + before.connectionLimit());
    }

    /** What a freeze does not stop, by kind; each kind is there, with {@code none} where there is nothing. */
    public Map<String, String> notStopped() throws SQLException {
        Map<String, String> found = new TreeMap<>();
        try (Connection connection = maintenance.connect()) {
            found.put(
                    "superusers-connected",
                    names(
                            connection,
                            "select distinct a.usename || ' (' || coalesce(nullif(a.application_name, ''), 'no name') || ')'"
                                    + " from pg_stat_activity a join pg_roles r on r.oid = a.usesysid where r.rolsuper and"
                                    + " a.backend_type = 'client backend' and a.datname = ? order by 1",
                            database));
            found.put(
                    "superusers-that-may-connect",
                    names(connection, "select rolname from pg_roles where rolsuper and rolcanlogin order by 1"));
            found.put(
                    "replication-into-it",
                    names(
                            connection,
                            "select 'subscription ' || s.subname from pg_subscription s join pg_database d on d.oid ="
                                    + " s.subdbid where s.subenabled and d.datname = ? order by 1",
                            database));
            found.put(
                    "replication-from-it",
                    names(
                            connection,
                            "select 'standby ' || application_name from pg_stat_replication union select 'slot ' || slot_name"
                                    + " from pg_replication_slots where database is null or database = ? order by 1",
                            database));
        }
        return found;
    }

    private static String names(Connection connection, String query, Object... parameters) throws SQLException {
        List<String> names = Sql.column(connection, query, parameters);
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    /** Sessions of superusers, or of everybody else. */
    public long sessions(boolean superusers) throws SQLException {
        try (Connection connection = maintenance.connect()) {
            return Sql.number(
                    connection,
                    "select count(*) from pg_stat_activity a join pg_roles r on r.oid = a.usesysid where a.datname = ?"
                            + " and a.backend_type = 'client backend' and r.rolsuper = ?",
                    database,
                    superusers);
        }
    }
}
