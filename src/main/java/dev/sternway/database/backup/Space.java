package dev.sternway.database.backup;

import dev.sternway.base.ProblemException;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.catalog.Sql;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Free disk space against what a dump, a clone or a restore needs; asked before anything is touched. */
public final class Space {
    /** A dump is hardly ever larger than its database; indexes are not in it. */
    private static final double DUMP = 1.0;

    /** A copy is as large as its source, plus the write-ahead log of making it. */
    private static final double COPY = 1.2;

    private Space() {}

    /** The size of the database in bytes. */
    public static long of(DatabaseAccess database) throws SQLException {
        try (Connection connection = database.connect()) {
            return Sql.number(connection, "select pg_database_size(current_database())");
        }
    }

    /** Bytes of databases that are being made on the server and cannot be seen yet; 0 where nobody may look. */
    public static long ofCopyInTheMaking(DatabaseAccess server) {
        try (Connection connection = server.spared().connect()) {
            return Sql.number(
                    connection,
                    "select coalesce(sum((pg_stat_file('base/' || d || '/' || f, true)).size), 0)::bigint"
                            + " from pg_ls_dir('base') d, pg_ls_dir('base/' || d, true, false) f"
                            + " where d ~ '^[0-9]+$' and d not in (select oid::text from pg_database)");
        } catch (SQLException forbidden) {
            return 0;
        }
    }

    /**
     * @return bytes free in the store
     * @throws ProblemException SW-0490 when a dump of so large a database may not fit
     */
    public static long forDump(Path store, long databaseBytes) throws IOException {
        return require(store, (long) (databaseBytes * DUMP), "a dump");
    }

    /** For files of this length. @throws ProblemException SW-0490 when they do not fit */
    public static long forFiles(Path folder, long bytes) throws IOException {
        return require(folder, bytes, "the decrypted dump");
    }

    /** For a whole server beside the live one. @throws ProblemException SW-0490 when it does not fit */
    public static long forServer(Path folder, long bytes) throws IOException {
        return require(folder, bytes, "a restored server");
    }

    /**
     * @return bytes free on the server's disk, or empty when it is another machine and nobody can tell
     * @throws ProblemException SW-0490 when another copy of so large a database may not fit
     */
    public static Optional<Long> forCopy(DatabaseAccess database, long databaseBytes) throws IOException, SQLException {
        Optional<Path> disk = serversDisk(database);
        return disk.isEmpty()
                ? Optional.empty()
                : Optional.of(require(disk.get(), (long) (databaseBytes * COPY), "a copy of the database"));
    }

    /**
     * Like {@link #forCopy(DatabaseAccess, long)} for a server that says where its files are.
     *
     * @throws ProblemException SW-0490 when another copy of so large a database may not fit
     */
    public static Optional<Long> forCopy(String host, Path files, long databaseBytes) throws IOException {
        return local(host) && Files.isDirectory(files)
                ? Optional.of(require(files, (long) (databaseBytes * COPY), "a copy of the database"))
                : Optional.empty();
    }

    /** Whether the folder is on the same disk as the database; empty when nobody can tell. */
    public static Optional<Boolean> sharesDisk(DatabaseAccess database, Path folder) throws IOException, SQLException {
        Optional<Path> disk = serversDisk(database);
        return disk.isEmpty()
                ? Optional.empty()
                : Optional.of(Files.getFileStore(disk.get()).equals(Files.getFileStore(standing(folder))));
    }

    private static long require(Path where, long needed, String what) throws IOException {
        Path there = standing(where);
        long free = Files.getFileStore(there).getUsableSpace();
        if (free < needed) {
            throw ProblemException.of(
                    "SW-0490",
                    "Too little space for " + what + ": " + needed + " bytes are needed, " + free + " are free",
                    there.toString(),
                    "Free some, purge old backups with sternway backups purge, or give another disk");
        }
        return free;
    }

    /** The database's data directory, where the server runs on this machine and lets itself be asked. */
    private static Optional<Path> serversDisk(DatabaseAccess database) throws IOException, SQLException {
        if (!local(database.host())) {
            return Optional.empty();
        }
        try (Connection connection = database.connect()) {
            List<String> directory = Sql.column(
                    connection,
                    "select setting from pg_settings where name = 'data_directory' and"
                            + " (select dattablespace from pg_database where datname = current_database()) ="
                            + " (select oid from pg_tablespace where spcname = 'pg_default')");
            return directory.stream().map(Path::of).filter(Files::isDirectory).findFirst();
        }
    }

    private static boolean local(String host) throws IOException {
        try {
            InetAddress address = InetAddress.getByName(host);
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (java.net.UnknownHostException unknown) {
            return false;
        }
    }

    /** The folder, or the nearest one above it that exists. */
    private static Path standing(Path folder) {
        Path there = folder.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        return there;
    }
}
