package dev.sternway.executor.check.service;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.Secret;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import dev.sternway.testing.WebServer.Asked;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service with a version, a health, sessions and notes. */
class ServiceChecksTest {
    private static final String LOGIN = """
            target: api
            path: /sessions
            token: /token
            session: /me
            log-out: /sessions
            accounts:
              - {name: member, body: {name: mia, password: "secret:MIA"}, expect: {json: {/role: member}}}
              - {name: admin, body: {name: ada, password: "secret:ADA"}, expect: {json: {/role: admin}}}
            """;
    private static final String CRUD = """
            target: api
            path: /notes
            create: {text: made by Sternway}
            read: {/text: made by Sternway}
            update: {text: changed}
            updated: {/text: changed}
            """;

    private final Map<String, String> notes = new TreeMap<>();
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();
    private final WebServer server = new WebServer(this::answer);
    private int asked;
    private String broken = "";
    private TestContext context;

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        context = new TestContext(folder)
                .target("api", Targets.service(server.url()))
                .target("host", Targets.host(folder, Map.of()));
        context.secrets.put("MIA", Secret.of("mia-word"));
        context.secrets.put("ADA", Secret.of("ada-word"));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void findsTheVersionInJsonInAHeaderAndInWhatACommandPrints() throws Exception {
        CheckVersion version = new CheckVersion();
        done(version.run(inputs(version, "{is: 2.3.1, target: api}"), context));
        done(version.run(inputs(version, "{is: 2.3.1, target: api, path: /, header: X-Version}"), context));
        done(version.run(inputs(version, "{is: 2.3.1, host: host, argv: [echo, shop v2.3.1 (linux)]}"), context));

        assertThat(failed(version.run(inputs(version, "{is: 2.4.0, target: api, within: 100ms}"), context), true)
                        .what())
                .contains("/version is \"2.3.1\", expected \"2.4.0\"");
        assertThat(failed(version.run(inputs(version, "{is: 2.3.1, host: host, argv: [echo, 2.3.10]}"), context), true)
                        .what())
                .contains("2.3.10");
        failed(
                version.run(inputs(version, "{is: 2.3.1, host: host, argv: [sh, -c, echo 2.3.1; exit 3]}"), context),
                true);
        server.close();
        assertThat(failed(version.run(inputs(version, "{is: 2.3.1, target: api, within: 100ms}"), context), true)
                        .what())
                .contains("no answer");
    }

    @Test
    void countsAServiceAsWellOnlyWhenItSaysSoSeveralTimesInARow() throws Exception {
        CheckHealth health = new CheckHealth();
        assertThat(done(health.run(inputs(health, "{target: api, in-a-row: 3, every: 10ms, within: 10s}"), context)))
                .containsEntry("tries", "6");

        broken = "GET /health";
        assertThat(failed(health.run(inputs(health, "{target: api, every: 10ms, within: 200ms}"), context), true)
                        .what())
                .contains("status is 500");
        var work = context.underway(1);
        work.cancel();
        assertThatThrownBy(() -> health.run(inputs(health, "{target: api}"), context))
                .isInstanceOf(StepContext.Cancelled.class);
    }

    @Test
    void logsEveryKindOfAccountInAndOut() throws Exception {
        CheckLogin login = new CheckLogin();
        done(login.ready(inputs(login, LOGIN), context));
        assertThat(done(login.run(inputs(login, LOGIN), context)))
                .containsEntry("member", "logged in and out")
                .containsEntry("admin", "logged in and out");
        assertThat(sessions).isEmpty();
        done(login.run(inputs(login, LOGIN.replace("token: /token\n", "")), context));

        context.secrets.put("ADA", Secret.of("other"));
        var refused = failed(login.run(inputs(login, LOGIN), context), true);
        assertThat(refused.what())
                .contains("admin: status is 401")
                .doesNotContain("member:")
                .doesNotContain("other");
        context.secrets.put("ADA", Secret.of("ada-word"));
        broken = "GET /me";
        assertThat(failed(login.run(inputs(login, LOGIN), context), true).what())
                .contains("its session is refused with 500");
        broken = "DELETE /sessions";
        assertThat(failed(login.run(inputs(login, LOGIN), context), true).what())
                .contains("logging out is answered with 500");
        context.secrets.remove("MIA");
        assertThatThrownBy(() -> login.ready(inputs(login, LOGIN), context)).hasMessageContaining("SW-0303");
    }

    @Test
    void writesReadsChangesAndDeletesAndLeavesNothingBehind() throws Exception {
        CheckCrud crud = new CheckCrud();
        assertThat(done(crud.run(inputs(crud, CRUD), context)).values()).containsExactly("/notes/1");
        assertThat(notes).isEmpty();

        broken = "PUT /notes/2";
        assertThat(failed(crud.run(inputs(crud, CRUD), context), true).what()).contains("changing", "500");
        assertThat(notes).isEmpty();
        broken = "DELETE /notes/3";
        assertThat(failed(crud.run(inputs(crud, CRUD), context), true).what()).contains("deleting");
        assertThat(notes).containsOnlyKeys("/notes/3");
        broken = "";
        done(crud.run(inputs(crud, CRUD), context));
        assertThat(notes).as("what the try before left is deleted").isEmpty();

        assertThat(failed(
                                crud.run(
                                        inputs(
                                                crud,
                                                CRUD.replace(
                                                        "read: {/text: made by Sternway}", "read: {/text: other}")),
                                        context),
                                true)
                        .what())
                .contains("reading");
        assertThat(notes).isEmpty();
        broken = "POST /notes";
        assertThat(failed(crud.run(inputs(crud, CRUD), context), true).what()).contains("creating");
    }

    @Test
    void deletesWhatItMadeWhenItIsCancelledInTheMiddle() {
        CheckCrud crud = new CheckCrud();
        var work = context.underway(1);
        context.beforeEffect(() -> {
            if (!notes.isEmpty()) {
                work.cancel();
            }
        });

        assertThatThrownBy(() -> crud.run(inputs(crud, CRUD), context)).isInstanceOf(StepContext.Cancelled.class);

        assertThat(notes).isEmpty();
    }

    private Answer answer(Asked request) {
        String what = request.method() + " " + request.path();
        if (what.equals(broken)) {
            return Answer.of(500, "broken");
        }
        if (what.equals("GET /health")) {
            return Answer.of(++asked == 3 ? 503 : 200, "");
        }
        if (what.equals("GET /version") || what.equals("GET /")) {
            return new Answer(200, "{\"version\": \"2.3.1\"}", Map.of("X-Version", "2.3.1"));
        }
        if (what.equals("POST /sessions")) {
            return login(request.body());
        }
        String token = request.headers()
                .getOrDefault("authorization", request.headers().getOrDefault("cookie", ""))
                .replaceAll("^(Bearer |sid=)", "");
        if (what.equals("GET /me")) {
            return Answer.of(sessions.contains(token) ? 200 : 401, "");
        }
        if (what.equals("DELETE /sessions")) {
            sessions.remove(token);
            return Answer.of(204, "");
        }
        return note(request);
    }

    private Answer login(String body) {
        for (String name : new String[] {"mia", "ada"}) {
            if (body.contains("\"" + name + "-word\"")) {
                String token = name + "-" + System.nanoTime();
                sessions.add(token);
                String role = name.equals("ada") ? "admin" : "member";
                return new Answer(
                        201,
                        "{\"token\": \"" + token + "\", \"role\": \"" + role + "\"}",
                        Map.of("Set-Cookie", "sid=" + token + "; HttpOnly"));
            }
        }
        return Answer.of(401, "{\"error\": \"wrong password\"}");
    }

    private Answer note(Asked request) {
        if (request.method().equals("POST")) {
            String id = String.valueOf(++asked);
            notes.put("/notes/" + id, request.body());
            return Answer.of(201, "{\"id\": " + id + "}");
        }
        if (!notes.containsKey(request.path())) {
            return Answer.of(404, "");
        }
        switch (request.method()) {
            case "PUT" -> notes.put(request.path(), request.body());
            case "DELETE" -> notes.remove(request.path());
            default -> {}
        }
        return Answer.of(200, notes.getOrDefault(request.path(), ""));
    }
}
