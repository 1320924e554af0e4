package dev.sternway.bench;

import dev.sternway.base.Secret;
import dev.sternway.database.DatabaseAccess;
import dev.sternway.database.catalog.Sql;
import dev.sternway.executor.TestContext;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A PostgreSQL server of the benchmark's own, with a database that a shop might have; files go to the disk, not to memory. */
final class BenchServer implements AutoCloseable {
    static final String DATABASE = "shop";
    private static final long AUDIT_ROW = 175;
    private static final double AUDIT = 0.75;
    private static final int TASK_SHARE = 6;
    private static final int USER_SHARE = 60;

    private final EmbeddedPostgres server;
    private final Path folder;

    private BenchServer(EmbeddedPostgres server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /** @param log what the server writes into its log: replica or logical */
    static BenchServer start(String log) throws IOException {
        return start(log, Map.of());
    }

    /** One that copies its log into {@link #archive}. */
    static BenchServer archiving() throws IOException {
        BenchServer server = start("replica", Map.of("archive_mode", "on"));
        Path archive = Files.createDirectories(server.archive());
        try {
            server.access().maintenance().execute(
                    "alter system set archive_command = 'cp %p " + archive + "/%f'", "select pg_reload_conf()");
        } catch (java.sql.SQLException refused) {
            throw new IOException(refused);
        }
        return server;
    }

    private static BenchServer start(String log, Map<String, String> more) throws IOException {
        Path folder = Files.createTempDirectory("sternway-bench");
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setOverrideWorkingDirectory(Path.of("/tmp/embedded-pg").toFile());
        Map.of(
                        "wal_level", log,
                        "max_connections", "200",
                        "fsync", "on",
                        "synchronous_commit", "on",
                        "shared_buffers", "512MB",
                        "max_wal_size", "4GB",
                        "maintenance_work_mem", "128MB",
                        "autovacuum", "off")
                .forEach(builder::setServerConfig);
        more.forEach(builder::setServerConfig);
        return new BenchServer(builder.start(), folder);
    }

    Path archive() {
        return folder.resolve("archive");
    }

    /** Folder of the server's own programs. */
    String binaries() throws Exception {
        try (Connection connection = access().maintenance().connect()) {
            return Sql.column(connection, "select setting from pg_config where name = 'BINDIR'").get(0);
        }
    }

    Path folder() {
        return folder;
    }

    int port() {
        return server.getPort();
    }

    TestContext context(String guard) throws IOException {
        TestContext context = new TestContext(Files.createDirectories(folder.resolve("guard-" + guard)));
        Files.createDirectories(context.backups());
        context.secrets.put("BENCH_PASSWORD", Secret.of("postgres"));
        return context.target("db", target(DATABASE));
    }

    Target target(String database) {
        return new Target(
                Target.Type.POSTGRESQL,
                Optional.of("jdbc:postgresql://localhost:" + port() + "/" + database),
                Optional.of("postgres"),
                Optional.of(new SecretReference("BENCH_PASSWORD")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    DatabaseAccess access() {
        return DatabaseAccess.of(target(DATABASE), any -> Secret.of("postgres"));
    }

    /** Where the files of the database are. */
    Path files(String database) throws Exception {
        try (Connection connection = access().maintenance().connect()) {
            return folder.resolve("data/base/"
                    + Sql.number(connection, "select oid::int8 from pg_database where datname = ?", database));
        }
    }

    long size() throws Exception {
        return number("select pg_database_size(current_database())");
    }

    long number(String query) throws Exception {
        try (Connection connection = access().connect()) {
            return Sql.number(connection, query);
        }
    }

    void run(String... statements) throws Exception {
        access().execute(statements);
    }

    void shop(long bytes) throws Exception {
        long audit = (long) (bytes * AUDIT / AUDIT_ROW);
        access().maintenance()
                .execute(
                        "drop database if exists " + DATABASE + " with (force)",
                        "create database " + DATABASE,
                        "do $$ begin create role app login password 'postgres'; exception when duplicate_object then null;"
                                + " end $$");
        run(
                "create table users (id int primary key, name text not null, email text, score numeric(12,2), seen timestamptz)",
                "create table tasks (id bigint primary key, user_id int not null, title text, done boolean, due timestamptz)",
                "create table audit_events (id bigint primary key, user_id int, at timestamptz, action text, detail text)",
                "insert into users select i, 'user ' || i, 'user' || i || '@shop.example', i / 7.0, now() from generate_series(1, "
                        + audit / USER_SHARE + ") i",
                "insert into tasks select i, 1 + i % " + audit / USER_SHARE + ", 'task number ' || i || ' of the shop', i % 3 = 0,"
                        + " timestamptz '2026-01-01' + i * interval '1 second' from generate_series(1, " + audit / TASK_SHARE + ") i",
                events(audit),
                "create index on tasks (user_id)",
                "create index on audit_events (at)",
                "alter table tasks add foreign key (user_id) references users (id)",
                "grant select, insert, update, delete on all tables in schema public to app",
                "vacuum analyze",
                "checkpoint");
    }

    static String events(long rows) {
        return "insert into audit_events select i, i % 1000, timestamptz '2026-01-01' + i * interval '1 second',"
                + " 'action ' || i % 20, md5(i::text) || md5((i + 1)::text) from generate_series(1, " + rows + ") i";
    }

    /** Runs a client tool on the server. */
    void tool(String... words) throws Exception {
        asked(words);
    }

    /** @return what it prints */
    String asked(String... words) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(words[0], "-h", "localhost", "-p", String.valueOf(port()), "-U", "postgres"));
        command.addAll(List.of(words).subList(1, words.length));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", "postgres");
        Process process = builder.directory(folder.toFile()).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }

    /** Copies files as {@code cp -r} does, and removes the copy again. */
    void copyFiles(Path from) throws Exception {
        new ProcessBuilder("cp", "-r", from.toString(), folder.resolve("copied").toString())
                .start()
                .waitFor();
    }

    /** Waits until the copied files are on the disk. */
    void syncCopied() throws Exception {
        new ProcessBuilder("sh", "-c", "find copied -type f -exec sync {} +")
                .directory(folder.toFile())
                .start()
                .waitFor();
    }

    void removeCopied() throws Exception {
        new ProcessBuilder("rm", "-rf", folder.resolve("copied").toString()).start().waitFor();
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
