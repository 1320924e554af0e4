package dev.sternway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.demo.stage.Host;
import dev.sternway.demo.stage.Inbox;
import dev.sternway.demo.stage.MigrationFiles;
import dev.sternway.demo.stage.PlanFolder;
import dev.sternway.demo.stage.Stage;
import dev.sternway.demo.stage.SternwayServer;
import dev.sternway.demo.victim.TodoDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The demo's stage for acceptance tests: everything real, and a plan armed by its people. */
final class Scene implements AutoCloseable {
    final Stage stage;
    final TodoDatabase database;
    final Host host;
    final PlanFolder plan;
    final int port;
    SternwayServer server;
    Desk desk;
    private final Narrator narrator = new Narrator(new PrintStream(PrintStream.nullOutputStream()), false);
    private final Map<String, String> environment;

    Scene(Path folder, String release, Map<String, String> environment) throws IOException, InterruptedException {
        this.environment = environment;
        stage = new Stage(folder);
        port = Stage.freePort(0);
        server = stage.sternway(port, environment);
        database = stage.database();
        Inbox inbox = stage.inbox();
        host = stage.host(database, release);
        plan = PlanFolder.copy(Path.of("plans", release), folder.resolve("plan"));
        plan.fit(database, host, inbox);
        host.release("1");
        server.awaitReady(Duration.ofSeconds(120));
        desk = new Desk(server, narrator, false, true);
        desk.employ();
    }

    /** @return the guard's id */
    String arm() throws IOException, InterruptedException {
        String guard = server.upload("maria", "/api/guards?environment=demo", plan.zip())
                .path("id")
                .asText();
        watch().untilArmed(guard);
        return guard;
    }

    void migrate() throws IOException {
        new MigrationFiles(plan.path()).applyTo(database);
    }

    String fire(String planId) throws InterruptedException {
        return server.send(
                        "olga",
                        "POST",
                        "/api/rollbacks",
                        Map.of("planId", planId, "environment", "demo", "reason", "sign-up is broken"))
                .path("id")
                .asText();
    }

    RollbackWatch watch() {
        return new RollbackWatch(server, desk, narrator, Duration.ofMinutes(2));
    }

    JsonNode rollback(String id) throws InterruptedException {
        return server.read("olga", "/api/rollbacks/" + id);
    }

    /** As after a crash: the same data, a new process. */
    void restart() throws IOException, InterruptedException {
        server.kill();
        server = stage.sternway(port, environment);
        server.awaitReady(Duration.ofSeconds(120));
        desk = new Desk(server, narrator, false, true);
    }

    @Override
    public void close() {
        stage.close();
    }
}
