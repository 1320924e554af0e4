package dev.sternway.executor.mariadb.moment;

import dev.sternway.base.ProblemException;
import dev.sternway.database.backup.AgeKey;
import dev.sternway.database.backup.BackupFolder;
import dev.sternway.database.backup.BackupManifest;
import dev.sternway.database.backup.Space;
import dev.sternway.database.catalog.Sql;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.moment.ServerFiles;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.mariadb.MariaTool;
import dev.sternway.executor.postgres.KeptDump;
import dev.sternway.plan.Target.SecretReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Takes the files of the whole server while it runs, makes them fit to start from, and seals them as one archive. */
final class TakeBase {
    private static final String TOOL = "mariadb-backup";

    /** Of the server's files, what is needed to read them. */
    private static final String FORM = "innodb_(page_size|data_file_path|undo_tablespaces|checksum_algorithm)=.*";

    /** What decides how statements of the log without words of their own are understood. */
    private static final List<String> ALIKE = List.of(
            "lower_case_table_names",
            "default_storage_engine",
            "explicit_defaults_for_timestamp",
            "innodb_strict_mode",
            "innodb_default_row_format",
            "character_set_server",
            "collation_server");

    private final StepContext context;
    private final String database;
    private final MariaAccess live;
    private final BackupFolder taken;

    TakeBase(StepContext context, String database) {
        this.context = context;
        this.database = database;
        this.live = TargetDatabase.mariaDb(context, database);
        this.taken = new BackupFolder(context.backups().resolve("taking-" + database));
    }

    /** @throws ProblemException SW-0597, SW-0623, SW-0490 before anything is touched; SW-0624 when the tool fails */
    BackupManifest run(Optional<SecretReference> encrypt) throws Exception {
        String server;
        String version;
        Path files;
        List<String> options = new ArrayList<>();
        Optional<String> log;
        try (Connection connection = live.connect()) {
            server = Sql.column(connection, "SELECT VERSION()").get(0);
            version = new MariaTool(TOOL).requireSame(server);
            files = ServerFiles.require(live, connection);
            log = Sql.column(connection, "SELECT @@log_bin_basename").stream()
                    .filter(java.util.Objects::nonNull)
                    .findFirst();
            for (String name : ALIKE) {
                options.add("--" + name + "="
                        + Sql.column(connection, "SELECT @@global." + name).get(0));
            }
            String zone = Sql.column(connection, "SELECT @@global.time_zone").get(0);
            if (!zone.equals("SYSTEM")) {
                options.add("--default-time-zone=" + zone);
            }
        }
        Optional<AgeKey> key = encrypt.map(secret -> AgeKey.of(context.secret(secret), secret.secret()));
        Space.forDump(context.backups(), 2 * bytes(files, log));
        KeptDump kept = KeptDump.base(context, database);
        Instant begun = context.clock().instant();
        long start = System.nanoTime();
        boolean complete = false;
        context.stillMine();
        try {
            KeptBase.Note note = take(files, options);
            kept.folder().create();
            Path archive = kept.folder().path().resolve(KeptBase.ARCHIVE);
            new LocalTool(context)
                    .run(List.of(
                            "tar", "-cf", archive.toString(), "-C", taken.path().toString(), "."));
            taken.delete();
            if (key.isPresent()) {
                key.get().encrypt(kept.folder());
            }
            BackupManifest manifest = new BackupManifest(
                    live.name(),
                    live.name(),
                    server,
                    version,
                    begun,
                    (System.nanoTime() - start) / 1_000_000,
                    key.map(AgeKey::recipient),
                    encrypt.map(SecretReference::secret),
                    kept.folder().seal());
            KeptBase.keep(context, database, manifest, note);
            complete = true;
            return manifest;
        } finally {
            taken.delete();
            if (!complete) {
                kept.folder().delete();
            }
        }
    }

    private KeptBase.Note take(Path files, List<String> options) throws Exception {
        taken.create();
        List<String> said = new ArrayList<>();
        int code = new MariaTool(TOOL)
                .run(
                        live,
                        context,
                        List.of("--backup", "--datadir=" + files, "--target-dir=" + taken.path()),
                        Optional.empty(),
                        Optional.empty(),
                        said::add);
        said.forEach(context::print);
        if (code != 0) {
            throw LocalTool.failed(TOOL, code, String.join(" / ", said));
        }
        long seconds;
        try (Connection connection = live.connect()) {
            seconds = Sql.number(connection, "SELECT CAST(UNIX_TIMESTAMP() AS SIGNED)");
        }
        Path form = taken.path().resolve("backup-my.cnf");
        List<String> all = new ArrayList<>(options);
        Files.readAllLines(form).stream()
                .filter(line -> line.matches(FORM))
                .map(line -> "--" + line)
                .forEach(all::add);
        String[] place = place();
        new LocalTool(context)
                .run(List.of(TOOL, "--defaults-file=" + form, "--prepare", "--target-dir=" + taken.path()));
        return new KeptBase.Note(
                place.length < 2 ? Optional.empty() : Optional.of(place[0] + ":" + place[1]),
                place.length < 3 ? "" : place[2],
                seconds,
                all);
    }

    /** File, bytes and GTID, as the tool noted them; nothing where the server keeps no log. */
    private String[] place() throws IOException {
        for (String name : List.of("xtrabackup_binlog_info", "mariadb_backup_binlog_info")) {
            Path noted = taken.path().resolve(name);
            if (Files.exists(noted)) {
                return Files.readString(noted).strip().split("\\s+");
            }
        }
        return new String[0];
    }

    /** Without the binary log, which is not copied. */
    private static long bytes(Path files, Optional<String> log) throws IOException {
        String logs = log.map(it -> it + ".").orElse("\n");
        long sum = 0;
        try (Stream<Path> all = Files.walk(files)) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(it -> !it.toString().startsWith(logs))
                    .toList()) {
                sum += Math.max(0, file.toFile().length());
            }
        } catch (java.io.UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
        return sum;
    }
}
