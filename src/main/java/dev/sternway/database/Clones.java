package dev.sternway.database;

import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Copies a database on its server as a template, and swaps databases by renaming them. */
public final class Clones {
    /** Statements that give one database owner and grants of another; none where both are the defaults. */
    private static final String GRANTS =
            "with f as (select ?::text as name), l as (select * from pg_database where datname = ?),"
                    + " a as (select (aclexplode(datacl)).* from l)"
                    + " select g from (select 1 as n, format('alter database %I owner to %I', name, pg_get_userbyid(datdba)) as g"
                    + " from f, l union all select 2, format('revoke all on database %I from public, %I', name,"
                    + " pg_get_userbyid(datdba)) from f, l where datacl is not null union all select 3, format('grant %s on database"
                    + " %I to %s%s', privilege_type, name, case when grantee = 0 then 'public' else quote_ident("
                    + "pg_get_userbyid(grantee)) end, case when is_grantable then ' with grant option' else '' end) from f, a) s order by n";

    private static final String CAN_SHARE =
            "select 1 from pg_settings where name = 'file_copy_method' and 'clone' = any (enumvals)";

    private final DatabaseAccess maintenance;

    public Clones(DatabaseAccess access) {
        this.maintenance = access.maintenance();
    }

    /**
     * Copies while the source takes no connections, which is a short freeze when it is in use.
     *
     * @return place in the log: every write to the source that was committed before it is in the copy, none after it
     */
    public String copy(String source, String copy) throws SQLException {
        try (Connection connection = maintenance.connect();
                Statement statement = connection.createStatement()) {
            String owner = Sql.column(
                            connection, "select pg_get_userbyid(datdba) from pg_database where datname = ?", source)
                    .get(0);
            statement.execute("alter database " + Sql.name(source) + " allow_connections false");
            try {
                Sessions.end(connection, true, source);
                String place = Sql.column(connection, "select pg_current_wal_insert_lsn()::text")
                        .get(0);
                boolean strategies = connection.getMetaData().getDatabaseMajorVersion() >= 15;
                String create = "create database " + Sql.name(copy) + " template " + Sql.name(source) + " owner "
                        + Sql.name(owner) + (strategies ? " strategy file_copy" : "") + " connection limit 0";
                if (!sharing(statement, create)) {
                    statement.execute(create);
                }
                return place;
            } finally {
                open(source);
            }
        }
    }

    /** Lets both share their blocks until one writes, where the server can and its file system too. */
    private static boolean sharing(Statement statement, String create) throws SQLException {
        if (Sql.column(statement.getConnection(), CAN_SHARE).isEmpty()) {
            return false;
        }
        try {
            statement.execute("set file_copy_method = clone");
            statement.execute(create);
            return true;
        } catch (SQLException fileSystem) {
            statement.execute("set file_copy_method = copy");
            return false;
        }
    }

    /** Also for work that was cancelled. */
    public void drop(String database) throws SQLException {
        try (Connection connection = maintenance.spared().connect();
                Statement statement = connection.createStatement()) {
            Sessions.end(connection, true, database);
            statement.execute("drop database if exists " + Sql.name(database));
        }
    }

    /** An empty database with encoding and locale of another, owned by its owner; nobody but superusers gets in. */
    public void empty(String like, String fresh) throws SQLException {
        try (Connection connection = maintenance.connect();
                Statement statement = connection.createStatement()) {
            String options = Sql.column(
                            connection,
                            "select format(' owner %I encoding %L lc_collate %L lc_ctype %L', pg_get_userbyid(datdba),"
                                    + " pg_encoding_to_char(encoding), datcollate, datctype) || case when"
                                    + " to_jsonb(d) ->> 'datlocprovider' = 'i' then format(' locale_provider icu icu_locale %L',"
                                    + " coalesce(to_jsonb(d) ->> 'daticulocale', to_jsonb(d) ->> 'datlocale')) else '' end"
                                    + " from pg_database d where datname = ?",
                            like)
                    .get(0);
            statement.execute(
                    "create database " + Sql.name(fresh) + " template template0 connection limit 0" + options);
        }
    }

    /** Whether it refuses connections altogether, as a copy that was killed half-way leaves it. */
    public boolean closed(String database) throws SQLException {
        try (Connection connection = maintenance.connect()) {
            return Sql.column(connection, "select 1 from pg_database where datname = ? and not datallowconn", database)
                            .size()
                    == 1;
        }
    }

    public boolean exists(String database) throws SQLException {
        return maintenance.exists(database);
    }

    /** Makes sure that a database takes connections, also when a copy was killed half-way. */
    public void open(String database) throws SQLException {
        maintenance.spared().execute("alter database " + Sql.name(database) + " allow_connections true");
    }

    /**
     * Puts {@code fresh} in the place of {@code live} and keeps the old one as {@code aside}: two renames in one
     * transaction. Grants, settings and owner go over; the connection limit is 0 until a thaw. Once begun it is not cancelled.
     *
     * @return false when there is no {@code fresh}; then nothing was done
     */
    public boolean swap(String live, String fresh, String aside) throws SQLException {
        try (Connection connection = maintenance.spared().connect();
                Statement statement = connection.createStatement()) {
            if (Sql.column(connection, "select 1 from pg_database where datname = ?", fresh)
                    .isEmpty()) {
                return false;
            }
            // whether this outlives a crash does not matter, so only the swap itself waits for the disk
            statement.execute("set synchronous_commit = off");
            // statements sent together are one transaction
            statement.execute(takes(live, false) + "; " + takes(fresh, false));
            statement.execute("set synchronous_commit = on");
            try {
                Sessions.end(connection, true, live, fresh);
                List<String> all = new ArrayList<>(Sql.column(connection, GRANTS, fresh, live));
                all.add("alter database " + Sql.name(fresh) + " connection limit 0");
                all.add("delete from pg_db_role_setting where setdatabase = (select oid from pg_database"
                        + " where datname = " + Sql.text(fresh) + ")");
                all.add("insert into pg_db_role_setting select n.oid, s.setrole, s.setconfig from"
                        + " pg_db_role_setting s join pg_database o on o.oid = s.setdatabase, pg_database n"
                        + " where o.datname = " + Sql.text(live) + " and n.datname = " + Sql.text(fresh));
                all.add(takes(live, true));
                all.add(takes(fresh, true));
                all.add("alter database " + Sql.name(live) + " rename to " + Sql.name(aside));
                all.add("alter database " + Sql.name(fresh) + " rename to " + Sql.name(live));
                connection.setAutoCommit(false);
                statement.execute(String.join("; ", all));
                connection.commit();
                return true;
            } catch (SQLException failed) {
                try {
                    connection.setAutoCommit(false);
                    connection.rollback();
                    connection.setAutoCommit(true);
                    statement.execute(takes(live, true) + "; " + takes(fresh, true));
                } catch (SQLException more) {
                    failed.addSuppressed(more);
                }
                throw failed;
            }
        }
    }

    private static String takes(String database, boolean connections) {
        return "alter database " + Sql.name(database) + " allow_connections " + connections;
    }
}
