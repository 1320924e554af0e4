package dev.sternway.database;

import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

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
        maintenance.execute(
                "alter database " + Sql.name(database) + " connection limit 0",
                "alter database " + Sql.name(database) + " set " + READ_ONLY + " = on");
        try (Connection connection = maintenance.connect()) {
            Sessions.end(connection, database, false);
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
