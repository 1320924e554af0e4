package dev.sternway.executor.postgres.moment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.database.catalog.Snapshot;
import dev.sternway.database.cluster.RestoredCluster;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Probe;
import dev.sternway.executor.TargetDatabase;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.ArchivingServer;
import dev.sternway.testing.Steps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A shop and its neighbour on a server that archives its log, and a guard that may go back to a moment of it. */
abstract class ArmedShop {
    static final PostgresRestorePoint ARM = new PostgresRestorePoint();
    static final PostgresPointInTime RESTORE = new PostgresPointInTime();
    static final Path archive = archive();
    static final ArchivingServer server = server();

    @TempDir
    Path workspace;

    TestContext context;

    private static Path archive() {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(Path.of("target").toAbsolutePath()), "archive");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ArchivingServer server() {
        try {
            return ArchivingServer.into(archive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void aShopAndItsNeighbour() throws IOException {
        System.setProperty("sternway.pg-server-bin", server.binaries());
        for (String database : List.of("shop", "neighbour")) {
            server.run(
                    "postgres", "DROP DATABASE IF EXISTS " + database + " WITH (FORCE)", "CREATE DATABASE " + database);
        }
        server.run(
                "shop",
                "CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL, score numeric)",
                "CREATE TABLE notes (id serial PRIMARY KEY, text text)",
                "CREATE UNLOGGED TABLE visits (id int PRIMARY KEY)",
                "INSERT INTO users (name, score) SELECT 'u' || i, i FROM generate_series(1, 50) i",
                "INSERT INTO visits VALUES (1)");
        server.run(
                "neighbour",
                "CREATE TABLE accounts (id int PRIMARY KEY, money int)",
                "INSERT INTO accounts VALUES (1, 1)");
        context = new TestContext(workspace).target("db", server.target("shop"));
    }

    @AfterEach
    void nothingIsLeftBehind() throws Exception {

        new RestoredCluster(context.backups().resolve("kept-db")).remove();
        step("then: discard");
        System.clearProperty("sternway.pg-server-bin");
        assertThat(context.backups().resolve("point-in-time-db")).doesNotExist();
        assertThat(ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse(""))
                        .filter(line -> line.contains(workspace.toString())))
                .isEmpty();
        server.run("postgres", "DROP DATABASE IF EXISTS " + broken() + " WITH (FORCE)");
    }

    Map<String, String> arm() throws Exception {
        Files.createDirectories(context.backups());
        return Steps.done(ARM.run(point(archive), context));
    }

    static PostgresRestorePoint.Inputs point(Path folder) {
        String patience = folder.equals(archive) ? "30s" : "2s";
        return Steps.inputs(ARM, "{database: db, patience: " + patience + ", from: {archive: '" + folder + "'}}");
    }

    static PostgresPointInTime.Inputs inputs(String more) {
        return Steps.inputs(RESTORE, "{database: db, from: {archive: '" + archive + "'}, " + more + "}");
    }

    Map<String, String> step(String more) throws Exception {
        PostgresPointInTime.Inputs inputs = inputs(more);
        return RESTORE.probe(inputs, context) instanceof Probe.Already already
                ? already.evidence()
                : Steps.done(RESTORE.run(inputs, context));
    }

    <I extends Record> Map<String, String> done(Executor<I> executor, String with) throws Exception {
        return Steps.done(executor.run(Steps.inputs(executor, with), context));
    }

    String broken() {
        return TargetDatabase.copy(context, "shop", "broken");
    }

    Snapshot now() throws Exception {
        try (Connection connection = server.connect("shop")) {
            return Snapshot.of(connection).without(Set.of("public.visits"));
        }
    }
}
