package dev.sternway.database.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Settings of a restored server: its own, none of the old one's, so that it touches nothing that the old one has. */
record ClusterSettings(Path files, int port, String role, boolean lasting) {
    /** Everything that could reach out: archive, subscriptions, libraries with workers of their own, sockets. */
    private static final List<String> ALONE = List.of(
            "listen_addresses = '127.0.0.1'",
            "unix_socket_directories = ''",
            "ssl = off",
            "archive_mode = off",
            "wal_level = replica",
            "max_wal_senders = 0",
            "max_replication_slots = 0",
            "max_logical_replication_workers = 0",
            "shared_preload_libraries = ''",
            "hot_standby = off",
            "logging_collector = off",
            "log_destination = 'stderr'",
            "log_line_prefix = '%m '",
            "lc_messages = 'C'",
            "shared_buffers = 128MB");
    /** It is thrown away: a crash of the machine means another restore. */
    private static final List<String> FLEETING =
            List.of("fsync = off", "full_page_writes = off", "synchronous_commit = off", "autovacuum = off");

    /** @param carried settings that must not be smaller than the old server's */
    void write(Map<String, String> carried) throws IOException {
        List<String> lines = new ArrayList<>(ALONE);
        lines.add("port = " + port);
        lines.addAll(lasting ? List.of() : FLEETING);
        carried.forEach((name, value) -> lines.add(name + " = " + quoted(value)));
        Files.write(files.resolve("postgresql.conf"), lines);
        Files.write(files.resolve("postgresql.auto.conf"), List.of());
        Files.write(files.resolve("pg_ident.conf"), List.of());
        Files.write(
                files.resolve("pg_hba.conf"),
                List.of("host all " + (lasting ? "all" : role) + " 127.0.0.1/32 scram-sha-256"));
        for (String left : List.of("standby.signal", "recovery.signal", "postmaster.pid", "postmaster.opts")) {
            Files.deleteIfExists(files.resolve(left));
        }
        empty(files.resolve("pg_replslot"));
    }

    void recoverTo(RecoveryTarget target, String restoreCommand) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(files.resolve("postgresql.conf")));
        lines.add("restore_command = " + quoted(restoreCommand));
        lines.addAll(target.settings());
        Files.write(files.resolve("postgresql.conf"), lines);
        Files.write(files.resolve("recovery.signal"), List.of());
    }

    static String quoted(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private static void empty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(java.util.Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            if (!file.equals(folder)) {
                Files.delete(file);
            }
        }
    }
}
