package dev.sternway.executor.mariadb.moment;

import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import dev.sternway.base.Work;
import dev.sternway.database.backup.BackupFolder;
import dev.sternway.database.backup.Space;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.MariaServer;
import dev.sternway.database.mariadb.log.Binlog;
import dev.sternway.database.mariadb.log.BinlogPlace;
import dev.sternway.database.mariadb.moment.LogPlaces;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.mariadb.MariaTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** A server of our own on a copy of the backup's files, with the log replayed into it; it and its folder go when this is closed. */
final class Beside implements AutoCloseable {
    /** Nothing happens there by itself, and nothing that happens there is told to anybody. */
    private static final List<String> STILL =
            List.of("--skip-log-bin", "--event-scheduler=OFF", "--skip-slave-start", "--server-id=4294967295");

    private final MariaServer server;
    private final String schema;
    private final Work work;

    private Beside(MariaServer server, String schema, Work work) {
        this.work = work;
        this.server = server;
        this.schema = schema;
    }

    static Path folder(StepContext context, String database) {
        return context.backups().resolve("beside-" + database);
    }

    /** What a crash left there. */
    static void clear(StepContext context, String database) throws IOException, InterruptedException {
        Path folder = folder(context, database);
        Path pid = folder.resolve("pid");
        if (Files.exists(pid)) {
            Optional<ProcessHandle> left = ProcessHandle.of(
                            Long.parseLong(Files.readString(pid).strip()))
                    .filter(it -> it.info()
                            .commandLine()
                            .filter(line -> line.contains(folder.toString()))
                            .isPresent());
            if (left.isPresent()) {
                left.get().destroyForcibly();
                try {
                    left.get().onExit().get();
                } catch (ExecutionException gone) {
                    throw new IOException(gone);
                }
            }
        }
        new BackupFolder(folder).delete();
    }

    /** @throws ProblemException SW-0420, SW-0490, SW-0470 when it cannot stand, SW-0627 when the log cannot be replayed into it */
    static Beside at(StepContext context, String database, KeptBase base, Optional<BinlogPlace> place)
            throws Exception {
        MariaAccess live = TargetDatabase.mariaDb(context, database);
        clear(context, database);
        BackupFolder folder = new BackupFolder(folder(context, database));
        Space.forCopy("127.0.0.1", context.backups(), base.manifest().bytes());
        boolean complete = false;
        Optional<Beside> standing = Optional.empty();
        try {
            folder.create();
            Path files = Files.createDirectory(folder.path().resolve("data"));
            base.files().plain(base.manifest(), plain -> {
                String archive = plain.path().resolve(KeptBase.ARCHIVE).toString();
                new LocalTool(context).run(List.of("tar", "-xf", archive, "-C", files.toString(), "--no-same-owner"));
                return archive;
            });
            List<String> options = new ArrayList<>(STILL);
            options.addAll(base.note().options());
            context.stillMine();
            Beside beside = new Beside(MariaServer.over(folder.path(), options), live.name(), context.work());
            standing = Optional.of(beside);
            if (place.isPresent()) {
                beside.replay(context, live, base.note().binlog().orElseThrow(), place.get());
            }
            complete = true;
            return beside;
        } finally {
            if (!complete) {
                standing.ifPresent(Beside::close);
                folder.delete();
            }
        }
    }

    /** The schema there. @throws ProblemException SW-0627 when it did not exist then */
    MariaAccess access() throws SQLException {
        MariaAccess there = server("");
        try (Connection connection = there.connect()) {
            if (dev.sternway.database.catalog.Sql.column(
                            connection, "SELECT 1 FROM information_schema.schemata WHERE schema_name = ?", schema)
                    .isEmpty()) {
                throw ProblemException.of(
                        "SW-0627",
                        "There was no schema " + schema + " then",
                        schema,
                        "Name a moment at which it was there; nothing was touched");
            }
        }
        return server(schema);
    }

    private MariaAccess server(String name) {
        return MariaAccess.of(
                        "jdbc:mariadb://127.0.0.1:" + server.port() + "/" + (name.isEmpty() ? "mysql" : name),
                        Optional.of(server.user()),
                        Optional.of(Secret.of(server.password())))
                .during(work);
    }

    private void replay(StepContext context, MariaAccess live, BinlogPlace from, BinlogPlace to) throws Exception {
        if (from.equals(to)) {
            return;
        }
        context.stillMine();
        context.print("replaying the binary log from " + from + " to " + to + ", of "
                + new Binlog(live).since(from).orElse(0L) + " bytes since the backup");
        List<String> arguments = new ArrayList<>(List.of(
                "--read-from-remote-server", "--start-position=" + from.offset(), "--stop-position=" + to.offset()));
        arguments.addAll(LogPlaces.since(live, from).files(to));
        List<String> said = new ArrayList<>();
        int code = new MariaTool("mariadb-binlog")
                .into(
                        new MariaTool("mariadb"),
                        server(""),
                        List.of("--binary-mode", "--max-allowed-packet=1G"),
                        live,
                        arguments,
                        context,
                        said::add);
        said.forEach(context::print);
        if (code != 0) {
            throw ProblemException.of(
                    "SW-0627",
                    "The binary log could not be replayed, " + code + ": " + String.join(" ", said),
                    to.toString(),
                    "Mend what it says, or go back to a place before it; the live server was not touched");
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
