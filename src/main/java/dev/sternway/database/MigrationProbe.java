package dev.sternway.database;

import dev.sternway.database.catalog.SchemaSnapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;

/** Asks the database itself how far a migration got; a history table would only say what somebody meant to do. */
public final class MigrationProbe {
    private MigrationProbe() {}

    /** Number of steps applied; empty when the schema is none that the rehearsal saw. */
    public static OptionalLong applied(DatabaseAccess access, Rehearsal rehearsal) {
        try (Connection connection = access.connect()) {
            String now = SchemaSnapshot.of(connection).digest();
            if (rehearsal.stepDigests().isEmpty()) {
                return OptionalLong.empty();
            }
            if (rehearsal.stepDigests().get(0).equals(now)) {
                return OptionalLong.of(0);
            }
            int last = rehearsal.stepDigests().lastIndexOf(now);
            return last < 0 ? OptionalLong.empty() : OptionalLong.of(last);
        } catch (SQLException unreadable) {
            return OptionalLong.empty();
        }
    }
}
