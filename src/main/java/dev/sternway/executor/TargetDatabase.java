package dev.sternway.executor;

import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.cluster.RestoredCluster;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.plan.Target;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;

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
        return MariaAccess.of(context.target(target), context::secret).during(context.work());
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

    /** Folder of the server that is recovered beside the live one. */
    public static Path beside(StepContext context, String target) {
        return context.backups().resolve("point-in-time-" + target);
    }

    /**
     * What a restore is going to put in the live database's place, where it stands ready: the same database of the server
     * that was recovered beside, or else the clone.
     */
    public static Optional<DatabaseAccess> copyAtHand(StepContext context, String target) throws Exception {
        DatabaseAccess live = of(context, target);
        RestoredCluster beside = new RestoredCluster(beside(context, target));
        return beside.target().isPresent()
                ? Optional.of(beside.access(live.name()).during(context.work()))
                : clone(context, target, live);
    }

    private static Optional<DatabaseAccess> clone(StepContext context, String target, DatabaseAccess live)
            throws SQLException {
        Optional<String> clone = context.keepsakes().find("clone/" + target);
        return clone.isPresent() && live.exists(clone.get()) ? clone.map(live::other) : Optional.empty();
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
