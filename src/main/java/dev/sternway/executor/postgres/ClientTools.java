package dev.sternway.executor.postgres;

import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.backup.BackupManifest;
import dev.sternway.database.backup.Space;
import dev.sternway.executor.StepContext;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.Callable;

/** The client tools and the dump that the guard keeps, for executors that restore parts of a database. */
public final class ClientTools {
    private ClientTools() {}

    /**
     * Runs pg_dump or pg_restore for a moment; what it prints goes to the step's output.
     *
     * @return the exit code
     * @throws dev.sternway.base.ProblemException SW-0418 when it is missing or older than the server
     */
    public static int run(String tool, DatabaseAccess database, StepContext context, List<String> words)
            throws Exception {
        return run(tool, database, context, words, () -> 0L, 0);
    }

    /**
     * The same for long work, whose progress is told.
     *
     * @param bytes how far it has come
     * @param total about where it ends
     */
    public static int run(
            String tool,
            DatabaseAccess database,
            StepContext context,
            List<String> words,
            Callable<Long> bytes,
            long total)
            throws Exception {
        require(tool, database);
        return new ClientTool(tool).run(database, context, new Progress(bytes::call, total, "bytes"), words);
    }

    /**
     * @return what the tool says its version is
     * @throws dev.sternway.base.ProblemException SW-0418 when it is missing or older than the server
     */
    public static String require(String tool, DatabaseAccess database) throws Exception {
        try (Connection connection = database.connect()) {
            return new ClientTool(tool).require(connection.getMetaData().getDatabaseMajorVersion());
        }
    }

    /** Where a tool is, or its name when it is on the PATH. */
    public static String path(String tool) {
        return new ClientTool(tool).command();
    }

    /** Whether the guard keeps a dump of the target; whether it is whole shows when it is restored. */
    public static boolean keepsDump(StepContext context, String target) {
        return new KeptDump(context, target).digest().isPresent();
    }

    /**
     * Restores the kept dump into an empty database beside the live one.
     *
     * @return the exit code of pg_restore
     * @throws dev.sternway.base.ProblemException SW-0420 when the dump is not what was taken, SW-0490 without space
     */
    public static int restoreDump(StepContext context, String target, DatabaseAccess live, DatabaseAccess into)
            throws Exception {
        KeptDump kept = new KeptDump(context, target);
        BackupManifest manifest = kept.require(live);
        long size = Space.of(live);
        Space.forCopy(live.maintenance(), Math.max(manifest.bytes(), size));
        ClientTool restore = new ClientTool("pg_restore");
        try (Connection connection = live.maintenance().connect()) {
            restore.require(connection.getMetaData().getDatabaseMajorVersion());
        }
        return kept.plain(
                manifest,
                dump -> restore.run(
                        into,
                        context,
                        new Progress(() -> Space.of(into), size, "bytes"),
                        List.of(
                                "--exit-on-error",
                                "-j",
                                "2",
                                "-d",
                                into.name(),
                                dump.path().toString())));
    }
}
