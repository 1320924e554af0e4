package dev.sternway.executor.postgres.moment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.database.cluster.ServerBinaries;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.ArchivingServer;
import dev.sternway.testing.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PgBackRestTest {
    private static final PostgresRestorePoint ARM = new PostgresRestorePoint();
    private static final PostgresPointInTime RESTORE = new PostgresPointInTime();

    @TempDir
    Path workspace;

    private Path config;
    private ArchivingServer server;
    private TestContext context;

    @BeforeEach
    void aServerThatArchivesIntoARepository() throws Exception {
        config = workspace.resolve("pgbackrest.conf");
        server = ArchivingServer.into(workspace.resolve("unused"));
        Files.writeString(config, """
                [global]
                repo1-path=%1$s/repository
                repo1-retention-full=9
                lock-path=%1$s/lock
                log-level-file=off
                start-fast=y
                [shop]
                pg1-path=%2$s
                pg1-port=%3$d
                pg1-socket-path=/tmp
                pg1-user=postgres
                """.formatted(workspace, server.files(), server.port()));
        server.archiveBy("pgbackrest --config=" + config + " --stanza=shop archive-push %p");
        server.run("postgres", "CREATE DATABASE shop", "CREATE DATABASE neighbour");
        server.run(
                "shop",
                "CREATE TABLE users (id int PRIMARY KEY, name text)",
                "INSERT INTO users VALUES (1, 'a'), (2, 'b')");
        context = new TestContext(workspace.resolve("guard-1")).target("db", server.target("shop"));
        Files.createDirectories(context.workspace());
        Files.createDirectories(context.backups());
        System.setProperty("sternway.pg-server-bin", server.binaries());
    }

    @AfterEach
    void stop() throws IOException {
        System.clearProperty("sternway.pg-server-bin");
        server.close();
    }

    @Test
    void goesBackToTheRestorePointFromTheNewestBackupAndRefusesWhatTheRepositoryDoesNotHold() throws Exception {
        assertThatThrownBy(() -> ARM.run(point("shop"), context)).hasMessageContaining("SW-0567");
        pgbackrest("stanza-create");
        assertThatThrownBy(() -> ARM.run(point("shop"), context))
                .hasMessageContaining("SW-0567")
                .hasMessageContaining("no valid backups");
        assertThatThrownBy(() -> ARM.run(point("nobodys"), context)).hasMessageContaining("SW-0567");
        pgbackrest("backup");
        String early = "2020-01-01T00:00:00Z";

        Map<String, String> armed = Steps.done(ARM.run(point("shop"), context));
        server.run("shop", "UPDATE users SET name = 'broken'", "CREATE TABLE added (id int)");
        Map<String, String> proven = step("then: verify");
        Map<String, String> restored = step("then: copy-tables, otherwise: copy-database");

        assertThat(armed.get("base-backup")).endsWith("F");
        assertThat(proven).containsEntry("verdict", "equal").containsEntry("rows", "2");
        assertThat(restored).containsEntry("verdict", "equal");
        assertThat(restored.get("stopped")).contains(armed.get("restore-point"));
        assertThat(server.value("shop", "SELECT string_agg(name, '' ORDER BY id) FROM users"))
                .isEqualTo("ab");
        assertThat(context.backups().resolve("point-in-time-db")).doesNotExist();

        assertThatThrownBy(() -> step("then: copy-tables, to: {moment: '" + early + "'}"))
                .hasMessageContaining("SW-0569");
        Files.delete(segment(armed.get("segment")));
        assertThatThrownBy(() -> step("then: hold"))
                .hasMessageContaining("SW-0563")
                .hasMessageContaining(armed.get("segment"));
        assertThat(context.backups().resolve("point-in-time-db")).doesNotExist();
    }

    private Path segment(String name) throws IOException {
        try (Stream<Path> files = Files.walk(workspace.resolve("repository/archive"))) {
            return files.filter(file -> String.valueOf(file.getFileName()).startsWith(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void pgbackrest(String command) throws Exception {
        List<String> words = new ArrayList<>(List.of("pgbackrest", "--config=" + config, "--stanza=shop", command));
        Process process = ServerBinaries.alike(words).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    private PostgresRestorePoint.Inputs point(String stanza) {
        return Steps.inputs(
                ARM, "{database: db, from: {pgbackrest: {stanza: " + stanza + ", config: '" + config + "'}}}");
    }

    private Map<String, String> step(String more) throws Exception {
        PostgresPointInTime.Inputs inputs = Steps.inputs(
                RESTORE, "{database: db, from: {pgbackrest: {stanza: shop, config: '" + config + "'}}, " + more + "}");
        return Steps.done(RESTORE.run(inputs, context));
    }
}
