package dev.sternway.store.trail;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/** H2's databases name this class: it keeps its name. */
public final class AppendOnly implements Trigger {
    private static final String NOT_ALLOWED = "42501";

    @Override
    public void fire(Connection connection, Object @Nullable [] before, Object @Nullable [] after) throws SQLException {
        throw new SQLException("The ledger is append-only: changing or removing an entry is refused", NOT_ALLOWED);
    }
}
