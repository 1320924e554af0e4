package dev.sternway.database;

import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

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
                Sessions.end(connection, source, true);
                String place = Sql.column(connection, "select pg_current_wal_insert_lsn()::text")
                        .get(0);
                boolean strategies = connection.getMetaData().getDatabaseMajorVersion() >= 15;
                statement.execute("create database " + Sql.name(copy) + " template " + Sql.name(source) + " owner "
                        + Sql.name(owner) + (strategies ? " strategy file_copy" : "") + " connection limit 0");
                return place;
            } finally {
                statement.execute("alter database " + Sql.name(source) + " allow_connections true");
            }
        }
    }

    public void drop(String database) throws SQLException {
        try (Connection connection = maintenance.connect();
                Statement statement = connection.createStatement()) {
            Sessions.end(connection, database, true);
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
        maintenance.execute("alter database " + Sql.name(database) + " allow_connections true");
    }

    /**
     * Puts {@code fresh} in the place of {@code live} and keeps the old one as {@code aside}: two renames in one
     * transaction. Grants, settings and owner go over; the connection limit is 0 until a thaw.
     */
    public void swap(String live, String fresh, String aside) throws SQLException {
        try (Connection connection = maintenance.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("alter database " + Sql.name(live) + " allow_connections false");
            statement.execute("alter database " + Sql.name(fresh) + " allow_connections false");
            try {
                Sessions.end(connection, live, true);
                Sessions.end(connection, fresh, true);
                connection.setAutoCommit(false);
                for (String grant : Sql.column(connection, GRANTS, fresh, live)) {
                    statement.execute(grant);
                }
                statement.execute("alter database " + Sql.name(fresh) + " connection limit 0");
                statement.execute("delete from pg_db_role_setting where setdatabase = (select oid from pg_database"
                        + " where datname = " + Sql.text(fresh) + ")");
                statement.execute("insert into pg_db_role_setting select n.oid, s.setrole, s.setconfig from"
                        + " pg_db_role_setting s join pg_database o on o.oid = s.setdatabase, pg_database n"
                        + " where o.datname = " + Sql.text(live) + " and n.datname = " + Sql.text(fresh));
                statement.execute("alter database " + Sql.name(live) + " rename to " + Sql.name(aside));
                statement.execute("alter database " + Sql.name(fresh) + " rename to " + Sql.name(live));
                connection.commit();
            } finally {
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
                for (String name : new String[] {live, fresh, aside}) {
                    if (maintenance.exists(name)) {
                        statement.execute("alter database " + Sql.name(name) + " allow_connections true");
                    }
                }
            }
        }
    }
}
