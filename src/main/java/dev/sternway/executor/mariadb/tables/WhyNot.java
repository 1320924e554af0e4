package dev.sternway.executor.mariadb.tables;

import dev.sternway.database.backup.Space;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.StoredObject;
import dev.sternway.database.mariadb.catalog.StoredObject.Kind;
import dev.sternway.database.mariadb.tables.Damage;
import dev.sternway.database.mariadb.tables.Damage.Way;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Looks for what speaks against a restore of tables, before anything is touched. */
final class WhyNot {
    private WhyNot() {}

    /** Why another way has to be taken; empty when this one fits. */
    static String of(Begun begun, MariaAccess live, double most) throws SQLException, IOException {
        Damage damage = begun.damage();
        if (damage.bytes() > most * damage.allBytes()) {
            return 100 * damage.bytes() / damage.allBytes() + " % of the bytes are in tables that differ";
        }
        List<String> triggers = begun.swap().was().objects().stream()
                .filter(it -> it.kind() == Kind.TRIGGER && begun.touched().contains(it.table()))
                .map(StoredObject::name)
                .toList();
        if (!triggers.isEmpty() && !begun.swap().frozen()) {
            return "writes are not frozen, and triggers have to be off for a moment: " + String.join(", ", triggers);
        }
        try (Connection connection = live.connect()) {
            List<String> outside = Sql.column(
                    connection,
                    "SELECT DISTINCT CONCAT(constraint_schema, '.', table_name, ' to ', referenced_table_name) FROM"
                            + " information_schema.referential_constraints WHERE unique_constraint_schema = DATABASE()"
                            + " AND constraint_schema <> DATABASE() ORDER BY 1");
            Optional<String> torn = outside.stream()
                    .filter(it -> begun.touched().stream().anyMatch(table -> it.endsWith(" to " + table)))
                    .findFirst();
            if (torn.isPresent()) {
                return "a foreign key of another schema leads into a table that differs: " + torn.get();
            }
            if (!damage.of(Way.REPLACE).isEmpty()) {
                Space.forCopy(
                        live.host(),
                        Path.of(Sql.column(connection, "SELECT @@datadir").get(0)),
                        damage.bytes());
            }
        }
        return "";
    }
}
