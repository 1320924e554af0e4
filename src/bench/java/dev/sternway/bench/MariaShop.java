package dev.sternway.bench;

import dev.sternway.base.Secret;
import dev.sternway.database.mariadb.MariaAccess;
import dev.sternway.database.mariadb.MariaServer;
import dev.sternway.executor.TestContext;
import dev.sternway.plan.Target;
import dev.sternway.plan.Target.SecretReference;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A MariaDB server of the benchmark's own, with the same shop as on PostgreSQL; it waits for the disk as a real one does. */
final class MariaShop implements AutoCloseable {
    static final String SCHEMA = "shop";
    private static final long AUDIT_ROW = 175;
    private static final double AUDIT = 0.75;
    private static final int TASK_SHARE = 6;
    private static final int USER_SHARE = 60;

    private final MariaServer server;
    private final Path folder;

    private MariaShop(MariaServer server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    static MariaShop start() throws IOException {
        return new MariaShop(
                MariaServer.start(List.of(
                        "--server-id=1",
                        "--log-bin=binlog",
                        "--binlog-format=ROW",
                        "--binlog-row-image=FULL",
                        "--binlog-row-metadata=FULL",
                        "--sync-binlog=1",
                        "--innodb-flush-log-at-trx-commit=1",
                        "--innodb-buffer-pool-size=512M",
                        "--innodb-log-file-size=512M",
                        "--max-connections=200",
                        "--skip-debug-no-sync")),
                Files.createTempDirectory("sternway-bench"));
    }

    Path folder() {
        return folder;
    }

    MariaAccess access() {
        return MariaAccess.of(target(), any -> Secret.of(server.password()));
    }

    String url() {
        return "jdbc:mariadb://127.0.0.1:" + server.port() + "/" + SCHEMA;
    }

    TestContext context(String guard) throws IOException {
        TestContext context = new TestContext(Files.createDirectories(folder.resolve("guard-" + guard)));
        Files.createDirectories(context.backups());
        context.secrets.put("BENCH_PASSWORD", Secret.of(server.password()));
        return context.target("db", target());
    }

    private Target target() {
        return new Target(
                Target.Type.MARIADB,
                Optional.of(url()),
                Optional.of(server.user()),
                Optional.of(new SecretReference("BENCH_PASSWORD")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    void run(String... statements) throws Exception {
        on(SCHEMA, statements);
    }

    private void on(String schema, String... statements) throws Exception {
        try (Connection connection = server.connect(schema);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    String value(String query) throws Exception {
        try (Connection connection = server.connect(SCHEMA);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }

    long number(String query) throws Exception {
        return Long.parseLong(value(query));
    }

    /** Bytes that the server counts for tables and indexes. */
    long size() throws Exception {
        return number("SELECT SUM(data_length + index_length) FROM information_schema.tables WHERE table_schema = '" + SCHEMA
                + "'");
    }

    void shop(long bytes) throws Exception {
        long audit = (long) (bytes * AUDIT / AUDIT_ROW);
        drop(SCHEMA);
        on("", "CREATE DATABASE " + SCHEMA, "CREATE OR REPLACE USER app IDENTIFIED BY 'app'",
                "GRANT SELECT, INSERT, UPDATE, DELETE ON " + SCHEMA + ".* TO app");
        run(
                "SET SESSION sql_log_bin = 0",
                "CREATE TABLE users (id int PRIMARY KEY, name varchar(100) NOT NULL, email varchar(100), score decimal(12,2),"
                        + " seen datetime(6))",
                "CREATE TABLE tasks (id bigint PRIMARY KEY, user_id int NOT NULL, title varchar(200), done tinyint(1), due datetime,"
                        + " KEY by_user (user_id), FOREIGN KEY (user_id) REFERENCES users (id))",
                "INSERT INTO users SELECT seq, CONCAT('user ', seq), CONCAT('user', seq, '@shop.example'), seq / 7, now(6) FROM seq_1_to_"
                        + audit / USER_SHARE,
                "INSERT INTO tasks SELECT seq, 1 + seq % " + audit / USER_SHARE + ", CONCAT('task number ', seq, ' of the shop'),"
                        + " seq % 3 = 0, '2026-01-01' + INTERVAL seq SECOND FROM seq_1_to_" + audit / TASK_SHARE);
        events(audit);
        run("ANALYZE TABLE users, tasks, audit_events");
    }

    void events(long rows) throws Exception {
        run(
                "SET SESSION sql_log_bin = 0",
                "CREATE TABLE audit_events (id bigint PRIMARY KEY, user_id int, at datetime, action varchar(40), detail varchar(200),"
                        + " KEY by_time (at))",
                "INSERT INTO audit_events SELECT seq, seq % 1000, '2026-01-01' + INTERVAL seq SECOND, CONCAT('action ', seq % 20),"
                        + " CONCAT(MD5(seq), MD5(seq + 1)) FROM seq_1_to_" + rows);
    }

    void empty() throws Exception {
        drop(SCHEMA);
        on("", "CREATE DATABASE " + SCHEMA);
    }

    void drop(String schema) throws Exception {
        on("", "DROP DATABASE IF EXISTS " + schema);
    }

    void damage() throws Exception {
        run("UPDATE tasks SET title = 'wrong', done = NULL WHERE id % 100 = 0");
    }

    /** Copies the schema's files as {@code cp -r} does. */
    void copyFiles() throws Exception {
        Path files = Path.of(value("SELECT @@datadir")).resolve(SCHEMA);
        new ProcessBuilder("cp", "-r", files.toString(), folder.resolve("copied").toString()).start().waitFor();
    }

    void removeCopied() throws Exception {
        new ProcessBuilder("rm", "-rf", folder.resolve("copied").toString()).start().waitFor();
    }

    /** Runs a client tool; what it prints goes to one file, what it reads comes from another. */
    void tool(Optional<Path> from, Optional<Path> into, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                words[0], "--no-defaults", "-h", "127.0.0.1", "-P", String.valueOf(url().replaceAll("\\D*127.0.0.1:(\\d+)/.*", "$1")),
                "-u", server.user()));
        command.addAll(List.of(words).subList(1, words.length));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("MYSQL_PWD", server.password());
        from.map(Path::toFile).ifPresent(builder::redirectInput);
        File printed = into.orElse(folder.resolve("printed")).toFile();
        int code = builder.redirectOutput(printed).redirectError(folder.resolve("errors").toFile()).start().waitFor();
        if (code != 0) {
            throw new IllegalStateException(words[0] + ": " + Files.readString(folder.resolve("errors")));
        }
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
