package dev.sternway.database.integrity;

import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;

/** Whether every text is one in the database's encoding, and whether indexes over text were built with today's order. */
final class Encoding {
    private static final String INVALID_BYTES = "22021";
    private static final String TABLES =
            "select format('select %s from only %I.%I', string_agg(format('count(convert_from("
                    + "convert_to(%I::text, %L)::bytea, %L))', a.attname, e.kept, e.meant), ', '), n.nspname, c.relname)"
                    + " from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid"
                    + " and a.attnum > 0 and not a.attisdropped cross join (select getdatabaseencoding() as kept,"
                    + " case getdatabaseencoding() when 'SQL_ASCII' then 'UTF8' else getdatabaseencoding() end as meant) e"
                    + " where c.relkind = 'r' and a.atttypid in ('text'::regtype, 'varchar'::regtype, 'bpchar'::regtype)"
                    + " and n.nspname !~ '^(information_schema$|pg_)' group by n.nspname, c.relname order by n.nspname, c.relname";
    private static final int COLLATION_VERSIONS = 15;

    private Encoding() {}

    static void check(Connection connection, List<String> problems, List<String> notes) throws SQLException {
        for (String query : Sql.column(connection, TABLES)) {
            Savepoint before = connection.setSavepoint();
            try {
                Sql.column(connection, query);
                connection.releaseSavepoint(before);
            } catch (SQLException failure) {
                if (!INVALID_BYTES.equals(failure.getSQLState())) {
                    throw failure;
                }
                connection.rollback(before);
                String table = query.substring(query.lastIndexOf(" from only ") + " from only ".length());
                String said =
                        String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
                problems.add("table " + table + " holds text in another encoding: " + said);
            }
        }
        if (Sql.column(connection, "select getdatabaseencoding()").get(0).equals("SQL_ASCII")) {
            notes.add("the database checks no encoding (SQL_ASCII); its text was checked as UTF8");
        }
        if (connection.getMetaData().getDatabaseMajorVersion() >= COLLATION_VERSIONS) {
            notes.addAll(Sql.column(
                    connection,
                    "select 'the order of text changed since indexes were built (collation version ' || datcollversion ||"
                            + " ', now ' || pg_database_collation_actual_version(oid) || '): reindex' from pg_database"
                            + " where datname = current_database()"
                            + " and datcollversion <> pg_database_collation_actual_version(oid)"));
        }
    }
}
