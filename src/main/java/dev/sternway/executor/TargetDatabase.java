package dev.sternway.executor;

import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.plan.Target;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** The database a step names, and the names that Sternway gives to its copies of it. */
public final class TargetDatabase {
    private static final int LONGEST = 63;
    private static final int SUFFIX = 8;

    private TargetDatabase() {}

    public static DatabaseAccess of(StepContext context, String target) {
        return DatabaseAccess.of(context.target(target), context::secret).during(context.work());
    }

    public static boolean isMariaDb(StepContext context, String target) {
        return context.target(target).type() == Target.Type.MARIADB;
    }

    /** @throws dev.sternway.base.ProblemException SW-0401 when the target is no MariaDB schema that can be addressed */
    public static MariaAccess mariaDb(StepContext context, String target) {
        return MariaAccess.of(context.target(target), context::secret);
    }

    /** From its next transaction on the connection may only read; MariaDB's driver does not tell the server by itself. */
    public static void onlyRead(Connection connection, boolean mariaDb) throws SQLException {
        connection.setReadOnly(true);
        if (mariaDb) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET SESSION TRANSACTION READ ONLY");
            }
        }
    }

    /** {@code <database>__<what>_<last letters of the guard>}, at most 63 bytes. */
    public static String copy(StepContext context, String database, String what) {
        String folder =
                Objects.requireNonNull(context.workspace().getFileName()).toString();
        String guard = folder.substring(Math.max(0, folder.length() - SUFFIX));
        String suffix = "__" + what + "_" + guard;
        return database.substring(0, Math.min(database.length(), LONGEST - suffix.length())) + suffix;
    }
}
