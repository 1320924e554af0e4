package dev.sternway.database;

import dev.sternway.database.catalog.SchemaSnapshot;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.catalog.CatalogReader;
import dev.sternway.database.mariadb.compare.SchemaFacts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;

/** Asks the database itself how far a migration got; a history table would only say what somebody meant to do. */
public final class MigrationProbe {
    private MigrationProbe() {}

    /** Number of steps applied; empty when the schema is none that the rehearsal saw. */
    public static OptionalLong applied(DatabaseAccess access, Rehearsal rehearsal) {
        try (Connection connection = access.connect()) {
            return applied(SchemaSnapshot.of(connection), rehearsal);
        } catch (SQLException unreadable) {
            return OptionalLong.empty();
        }
    }

    /** Like {@link #applied(DatabaseAccess, Rehearsal)}, of a MariaDB schema. */
    public static OptionalLong applied(MariaAccess access, Rehearsal rehearsal) {
        try (Connection connection = access.connect()) {
            return applied(SchemaFacts.of(CatalogReader.read(connection)), rehearsal);
        } catch (SQLException unreadable) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong applied(SchemaSnapshot schema, Rehearsal rehearsal) {
        String now = schema.digest();
        if (rehearsal.stepDigests().isEmpty()) {
            return OptionalLong.empty();
        }
        if (rehearsal.stepDigests().get(0).equals(now)) {
            return OptionalLong.of(0);
        }
        int last = rehearsal.stepDigests().lastIndexOf(now);
        return last < 0 ? OptionalLong.empty() : OptionalLong.of(last);
    }
}
