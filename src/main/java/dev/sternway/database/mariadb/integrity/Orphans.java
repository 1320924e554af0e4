package dev.sternway.database.mariadb.integrity;

import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.catalog.Catalog;
import dev.sternway.database.mariadb.catalog.ForeignKey;
import dev.sternway.database.mariadb.catalog.Quote;
import dev.sternway.database.mariadb.catalog.TableShape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows that point to no parent; a session that switched {@code foreign_key_checks} off can leave some. */
public final class Orphans {
    private Orphans() {}

    /** One sentence a key. */
    public static List<String> of(Connection connection, Catalog catalog) throws SQLException {
        return of(connection, catalog, (table, key) -> true);
    }

    /** Of the keys that count, by their table. */
    public static List<String> of(Connection connection, Catalog catalog, BiPredicate<String, ForeignKey> counts)
            throws SQLException {
        List<String> found = new ArrayList<>();
        for (TableShape table : catalog.tables().values()) {
            for (ForeignKey key : table.foreignKeys().values()) {
                long rows = counts.test(table.name(), key) ? Sql.number(connection, query(table, key)) : 0;
                if (rows > 0) {
                    found.add(rows + " rows of " + table.name() + " point to no " + key.parent() + " (" + key.name()
                            + ")");
                }
            }
        }
        return found;
    }

    private static String query(TableShape table, ForeignKey key) {
        // a parent in another schema is written with the quotes between the two names
        String parent = Quote.name(key.parent()).replace("``.``", "`.`");
        String given = key.columns().stream()
                .map(column -> "c." + Quote.name(column) + " IS NOT NULL")
                .collect(Collectors.joining(" AND "));
        String same = IntStream.range(0, key.columns().size())
                .mapToObj(i -> "p." + Quote.name(key.parentColumns().get(i)) + " = c."
                        + Quote.name(key.columns().get(i)))
                .collect(Collectors.joining(" AND "));
        return "SELECT COUNT(*) FROM " + Quote.name(table.name()) + " c WHERE " + given
                + " AND NOT EXISTS (SELECT 1 FROM " + parent + " p WHERE " + same + ")";
    }
}
