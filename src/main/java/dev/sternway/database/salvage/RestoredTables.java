package dev.sternway.database.salvage;

import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which tables a restore of single tables put back, noted in its own transaction: all others hold what was written to them,
 * so nothing of a salvage is replayed into them.
 */
public final class RestoredTables {
    private static final String TABLE = "sternway_salvage.restored_tables";

    private RestoredTables() {}

    /** @param salvage key of the manifest that tells what the tables held */
    public static void note(Connection connection, String salvage, Collection<String> tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create schema if not exists sternway_salvage");
            statement.execute(
                    "create table if not exists " + TABLE + " (salvage text, tab text, primary key (salvage, tab))");
            // none restored is another thing than all
            statement.execute(insert(salvage, ""));
            for (String table : tables) {
                statement.execute(insert(salvage, table));
            }
        }
    }

    /** By schema and name; empty when all were restored. */
    public static Optional<Set<String>> of(Connection connection, String salvage) throws SQLException {
        if (Sql.column(connection, "select 1 where to_regclass(?) is not null", TABLE)
                .isEmpty()) {
            return Optional.empty();
        }
        List<String> tables = Sql.column(connection, "select tab from " + TABLE + " where salvage = ?", salvage);
        return tables.isEmpty() ? Optional.empty() : Optional.of(new HashSet<>(tables));
    }

    private static String insert(String salvage, String table) {
        return "insert into " + TABLE + " values (" + Sql.text(salvage) + ", " + Sql.text(table)
                + ") on conflict do nothing";
    }
}
