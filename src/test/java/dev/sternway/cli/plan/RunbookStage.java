package dev.sternway.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.executor.TestContext;
import dev.sternway.executor.data.FingerprintDatabase;
import dev.sternway.executor.postgres.PostgresClone;
import dev.sternway.testing.PostgresServer;
import dev.sternway.testing.WebServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import picocli.CommandLine;

/** A database with the example's tables, armed and migrated; the service as a web server; a host that deploys; the plan. */
final class RunbookStage implements AutoCloseable {
    static final String PASSWORD = "S3cret-of-the-night";
    private static final Path SCHEMA = Path.of("src/test/resources/dev/sternway/demo/victim/V1__schema.sql");
    private static final String DEPLOY = """
            #!/bin/sh
            # bin/deploy [--is] VERSION; waits at the gate when there is one
            set -eu
            [ -n "$TODO_ENV" ]
            if [ "$1" = --is ]; then
                [ "$(cat version)" = "$2" ]
                exit
            fi
            if [ -p gate ]; then read -r go <gate; fi
            echo "$1" >version
            echo "version $1 runs"
            """;

    final Path folder;
    final String database;
    final TestContext context;
    final WebServer service;
    private final Properties switches = new Properties();
    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    RunbookStage(Path folder, String plan) throws Exception {
        this.folder = folder;
        this.service = new WebServer(this::answer);
        copy(Path.of("plans", plan), plan().getParent());
        for (String program : List.of("deploy", "front-end")) {
            Path file = host().resolve("bin").resolve(program);
            Files.createDirectories(file.getParent());
            Files.writeString(file, DEPLOY.replace("version", program.equals("deploy") ? "version" : "build"));
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        Files.writeString(host().resolve("version"), "2\n");
        Files.writeString(host().resolve("build"), "2\n");
        database = PostgresServer.create();
        PostgresServer.execute(
                database,
                Files.readString(SCHEMA),
                "INSERT INTO users (name, role, password_hash, created_at)"
                        + " SELECT 'u' || i, 'member', '$2a$y', timestamptz '2026-01-01' + i * interval '1 day'"
                        + " FROM generate_series(1, 10) i",
                "INSERT INTO tasks (user_id, title, updated_at) SELECT i, E't\\n' || i, timestamptz '2026-02-01' FROM generate_series(1, 10) i",
                "INSERT INTO audit_log (at, actor, action, duration, details) VALUES ('2026-01-01', 'u1', 'x', '1 day', '{\"n\": 1.0}')");
        context = new TestContext(Files.createDirectories(folder.resolve("guards/guard-0815-4711")))
                .target("todo-db", PostgresServer.target(database));
        new PostgresClone().run(new PostgresClone.Inputs("todo-db", PostgresClone.Action.TAKE), context);
        new FingerprintDatabase().run(new FingerprintDatabase.Inputs("todo-db", "armed", Optional.empty()), context);
        Files.writeString(plan().resolveSibling("environments/test.yaml"), """
                targets:
                  todo-db: {url: "%s", user: postgres}
                  todo-api: {url: "%s"}
                  todo-flags: {url: "%s"}
                  todo-host: {directory: %s, variables: {TODO_ENV: test}}
                  chat: {url: "%s"}
                """.formatted(
                        PostgresServer.url(database), service.url(), service.url(), host(), service.url()));
    }

    Path plan() {
        return folder.resolve("plan/plan.yaml");
    }

    Path host() {
        return folder.resolve("host");
    }

    /** Runs the first migrations of the plan. */
    void migrate(int scripts) throws IOException {
        for (Path migration : files(plan().resolveSibling("db")).subList(0, scripts)) {
            PostgresServer.execute(database, Files.readString(migration));
        }
    }

    Path script(String level) {
        Path script = folder.resolve("level-" + level + ".sh");
        StringWriter said = new StringWriter();
        int code = new CommandLine(new PlanScript())
                .setErr(new PrintWriter(said, true))
                .setOut(new PrintWriter(said, true))
                .execute(plan().toString(), "--level", level, "--environment", "test", "--out", script.toString());
        assertThat(code).as(said.toString()).isZero();
        return script;
    }

    /** The next change of it is answered with an error. */
    void breakOnce(String path) {
        broken.add(path);
    }

    private WebServer.Answer answer(WebServer.Asked asked) {
        if (asked.method().equals("PUT") && broken.remove(asked.path())) {
            return WebServer.Answer.of(500, "broken");
        }
        boolean maintenance = "true".equals(switches.getProperty("/maintenance"));
        String path = asked.path();
        if (path.equals("/maintenance") || path.startsWith("/flags/")) {
            if (asked.method().equals("PUT")) {
                switches.setProperty(path, asked.body().replaceAll("\\W+on\\W+|\\W+", ""));
            }
            return WebServer.Answer.of(
                    200, "{\"on\":" + switches.getProperty(path, String.valueOf(!path.equals("/maintenance"))) + "}");
        }
        return switch (path) {
            case "/" ->
                maintenance
                        ? new WebServer.Answer(503, "soon back", java.util.Map.of("Retry-After", "60"))
                        : WebServer.Answer.of(200, "<title>build " + read("build") + "</title>");
            case "/version" -> WebServer.Answer.of(200, "{\"version\": \"" + read("version") + "\"}");
            case "/health" -> WebServer.Answer.of(200, "{\"database\": \"up\"}");
            case "/sessions" -> WebServer.Answer.of(200, "{\"role\": \"member\"}");
            case "/metrics/errors" -> WebServer.Answer.of(200, "{\"errors\": 0}");
            case "/engineering", "/status" -> WebServer.Answer.of(200, "");
            default -> WebServer.Answer.of(404, "nothing here");
        };
    }

    private String read(String file) {
        try {
            return Files.readString(host().resolve(file)).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Override
    public void close() {
        service.close();
    }
}
