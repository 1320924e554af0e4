package dev.sternway.database.mariadb.copy;

import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.catalog.StoredObject.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a schema is made of, as it is kept for the day of a swap: what can be renamed by its name, the rest as text.
 *
 * @param tables names of tables and sequences
 * @param objects all that is no table, with the state of events as it was
 * @param charset as in ALTER DATABASE
 * @param grants statements that give people their rights on single routines, which go when a routine is dropped
 */
public record Parts(List<String> tables, List<StoredObject> objects, String charset, List<String> grants) {
    public Parts {
        tables = List.copyOf(tables);
        objects = List.copyOf(objects);
        grants = List.copyOf(grants);
    }

    /** Of the connection's own schema. */
    public static Parts read(Connection connection) throws SQLException {
        return of(connection, CatalogReader.read(connection));
    }

    static Parts of(Connection connection, Catalog catalog) throws SQLException {
        List<String> tables = new ArrayList<>(catalog.tables().keySet());
        catalog.stored().stream()
                .filter(it -> it.kind() == Kind.SEQUENCE)
                .map(StoredObject::name)
                .forEach(tables::add);
        return new Parts(tables, List.copyOf(catalog.stored()), catalog.charset(), grants(connection));
    }

    /** Those of a kind; triggers in the order in which they fire. */
    public List<StoredObject> of(Kind kind) {
        return objects.stream()
                .filter(it -> it.kind() == kind)
                .sorted(java.util.Comparator.comparing(StoredObject::table)
                        .thenComparing(StoredObject::slot)
                        .thenComparing(StoredObject::order))
                .toList();
    }

    Optional<StoredObject> find(String key) {
        return objects.stream().filter(it -> it.key().equals(key)).findFirst();
    }

    private static List<String> grants(Connection connection) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT Routine_type, Routine_name, User, Host, Proc_priv FROM mysql.procs_priv WHERE Db = DATABASE()"
                        + " AND Proc_priv <> '' ORDER BY 1, 2, 3, 4")) {
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String all = row.getString(5);
                    boolean passOn = all.contains("Grant");
                    String rights = all.replaceAll("(^|,)Grant", "").replaceFirst("^,", "");
                    found.add("GRANT " + (rights.isEmpty() ? "EXECUTE" : rights) + " ON " + row.getString(1) + " "
                            + Quote.name(row.getString(2)) + " TO " + grantee(row.getString(3), row.getString(4))
                            + (passOn ? " WITH GRANT OPTION" : ""));
                }
            }
        }
        return found;
    }

    private static String grantee(String user, String host) {
        return host.isEmpty() ? Quote.name(user) : Quote.text(user) + "@" + Quote.text(host);
    }

    /** Tables of other schemas whose foreign keys lead into this one; a swap would tear them off. */
    public static List<String> keysFromOutside(Connection connection) throws SQLException {
        return Sql.column(
                connection,
                "SELECT DISTINCT CONCAT(constraint_schema, '.', table_name) FROM information_schema.key_column_usage"
                        + " WHERE referenced_table_schema = DATABASE() AND table_schema <> DATABASE() ORDER BY 1");
    }
}
