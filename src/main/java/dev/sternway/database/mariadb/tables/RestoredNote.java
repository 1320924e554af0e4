package dev.sternway.database.mariadb.tables;

import dev.sternway.database.catalog.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which tables were put back, noted in the transaction that does it: all others hold what was written to them, so nothing of
 * a salvage is replayed into them.
 */
public final class RestoredNote {
    private static final String SCHEMA = "sternway_salvage";
    private static final String NAME = "restored_in_schemas";
    private static final String TABLE = SCHEMA + "." + NAME;

    private RestoredNote() {}

    /** Makes room for notes; ends the connection's transaction. */
    static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS " + SCHEMA + " CHARACTER SET utf8mb4");
            statement.execute("CREATE TABLE IF NOT EXISTS " + TABLE
                    + " (salvage varchar(255), schema_name varchar(64), tab varchar(64), PRIMARY KEY (salvage, schema_name, tab))"
                    + " ENGINE=InnoDB COLLATE utf8mb4_bin");
        }
    }

    /** @param about key of a manifest, or of the step itself */
    public static void note(Connection connection, String about, Collection<String> tables) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT IGNORE INTO " + TABLE + " VALUES (?, DATABASE(), ?)")) {
            insert.setString(1, about);
            // none restored is another thing than all
            insert.setString(2, "");
            insert.executeUpdate();
            for (String table : tables) {
                insert.setString(2, table);
                insert.executeUpdate();
            }
        }
    }

    /** Empty when nothing was noted: then all were restored, or none. */
    public static Optional<Set<String>> of(Connection connection, String about) throws SQLException {
        if (Sql.column(
                        connection,
                        "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?",
                        SCHEMA,
                        NAME)
                .isEmpty()) {
            return Optional.empty();
        }
        List<String> tables = Sql.column(
                connection, "SELECT tab FROM " + TABLE + " WHERE salvage = ? AND schema_name = DATABASE()", about);
        return tables.isEmpty() ? Optional.empty() : Optional.of(new HashSet<>(tables));
    }
}
