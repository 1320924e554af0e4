package dev.sternway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.cli.ServerInProcess;
import dev.sternway.security.login.Attempts;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What those meet at the doors who try them. */
class StrangersTest {
    private static final String LOG_IN = "/operaton/api/admin/auth/user/default/login/tasklist";
    private static final Map<String, String> FORM = Map.of("Content-Type", "application/x-www-form-urlencoded");
    private static final List<String> INTERNALS = List.of(
            "Exception", "org.operaton", "dev.sternway", "java.", "ENGINE-", "Tomcat", "Jersey", "Whitelabel", "\tat ");

    @TempDir
    private static Path folder;

    private static ConfigurableApplicationContext server;
    private static Knocker stranger;
    private static Knocker admin;

    @BeforeAll
    static void start() {
        server = ServerInProcess.start(folder, Map.of("server.forward-headers-strategy", "native"));
        stranger =
                Knocker.stranger("http://localhost:" + server.getEnvironment().getProperty("local.server.port"));
        admin = stranger.as("admin", "admin");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void forgetFailures() {
        jdbc().sql("delete from sternway.failed_log_in").update();
    }

    @Test
    void errorsSayNothingOfTheInside() {
        for (String path : List.of(
                "/api/guards/none",
                "/engine-rest/task?sortBy=nonsense",
                "/operaton/api/engine/engine/default/task",
                "/operaton/api/admin/auth/user/other",
                "/nothing")) {
            quiet("GET " + path, admin.get(path));
            quiet("GET " + path, stranger.get(path));
        }
        for (String path : List.of(
                "/engine-rest/task",
                "/engine-rest/process-definition/key/rollback/start",
                "/engine-rest/authorization/create",
                "/engine-rest/message",
                "/api/rollbacks",
                "/api/tokens",
                "/api/users",
                "/operaton/api/engine/engine/default/task")) {
            for (String body : List.of("{", "[]", "{\"id\": {\"a\": 1}, \"variables\": {\"x\": {\"type\": \"Y\"}}}")) {
                quiet("POST " + path + " " + body, admin.ask("POST", path, body, Map.of()));
            }
            quiet("text to " + path, admin.ask("POST", path, "x", Map.of("Content-Type", "text/plain")));
            quiet("PUT " + path, admin.ask("PUT", path, "{}", Map.of()));
        }
    }

    @Test
    void badRequestsAreRefusedBeforeAnybodyReadsThem() throws Exception {
        String host = "Host: localhost\r\n";
        assertThat(RawRequest.send(port(), "TRACE /api/guards HTTP/1.1\r\n" + host))
                .startsWith("HTTP/1.1 40");
        assertThat(RawRequest.send(port(), "GET /api/guards HTTP/1.1\r\n" + host + "X: " + "x".repeat(20_000) + "\r\n"))
                .matches("(?s)HTTP/1.1 (400|431).*")
                .doesNotContain("Tomcat", "\tat ");
        assertThat(RawRequest.send(port(), "GET /a|b\\ HTTP/1.1\r\n" + host))
                .startsWith("HTTP/1.1 400")
                .doesNotContain("Tomcat", "Exception", "RFC");
        for (String crooked :
                List.of("/api/..;/engine-rest/user", "/api//guards", "/operaton/%2e%2e/api/guards", "/api/x%2fy")) {
            assertThat(RawRequest.send(port(), "GET " + crooked + " HTTP/1.1\r\n" + host))
                    .as(crooked)
                    .startsWith("HTTP/1.1 400");
        }
        for (String path : List.of("/api/rollbacks", "/engine-rest/task", "/api/alerts/generic", LOG_IN)) {
            HttpResponse<String> answer = admin.ask("POST", path, "x".repeat(3 << 20), FORM);
            assertThat(answer.statusCode()).as(path).isEqualTo(413);
            quiet(path, answer);
        }
        String chunk = "f0000\r\n" + " ".repeat(0xf0000) + "\r\n";
        assertThat(RawRequest.send(
                        port(),
                        "POST /engine-rest/task HTTP/1.1\r\n" + host + "Content-Type: application/json\r\n"
                                + "Authorization: Basic YWRtaW46YWRtaW4=\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + chunk.repeat(4) + "0\r\n"))
                .as("not announced")
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void browsersAreToldToBeStrict() {
        for (HttpResponse<String> answer : List.of(
                admin.get("/api/guards"),
                stranger.get("/engine-rest/task"),
                stranger.get("/operaton/app/tasklist/default/"))) {
            String path = answer.uri().getPath();
            assertThat(Knocker.header(answer, "X-Content-Type-Options"))
                    .as(path)
                    .isEqualTo("nosniff");
            assertThat(Knocker.header(answer, "X-Frame-Options")).as(path).isEqualTo("DENY");
            assertThat(Knocker.header(answer, "Referrer-Policy")).as(path).isEqualTo("no-referrer");
            assertThat(Knocker.header(answer, "Permissions-Policy")).as(path).contains("camera=()");
            assertThat(Knocker.header(answer, "Cache-Control")).as(path).contains("no-");
            assertThat(Knocker.header(answer, "Content-Security-Policy"))
                    .as(path)
                    .contains("default-src", "frame-ancestors 'none'")
                    .doesNotContain("https:");
            assertThat(Knocker.header(answer, "Server")).as(path).isEmpty();
            assertThat(Knocker.header(answer, "Strict-Transport-Security"))
                    .as("plain HTTP")
                    .isEmpty();
        }
        HttpResponse<String> page =
                stranger.ask("GET", "/operaton/app/tasklist/default/", "", Map.of("X-Forwarded-Proto", "https"));
        assertThat(Knocker.header(page, "Strict-Transport-Security")).contains("max-age=31536000");
        assertThat(Knocker.header(page, "Content-Security-Policy")).contains("'nonce-", "'strict-dynamic'");
        assertThat(page.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("JSESSIONID=")
                        && cookie.contains("HttpOnly")
                        && cookie.contains("SameSite=Lax")
                        && cookie.contains("Secure"));
    }

    @Test
    void aSessionChangesItsNameAtLogInAndNeedsTheCsrfToken() {
        HttpResponse<String> page = stranger.get("/operaton/app/tasklist/default/");
        String before = Knocker.cookie(page, "JSESSIONID");
        String token = Knocker.cookie(page, "XSRF-TOKEN");
        assertThat(logIn("admin", "admin", Map.of()).statusCode())
                .as("without the token")
                .isEqualTo(403);

        Map<String, String> session =
                Map.of("Cookie", "JSESSIONID=" + before + "; XSRF-TOKEN=" + token, "X-XSRF-TOKEN", token);
        HttpResponse<String> in = logIn("admin", "admin", session);
        assertThat(in.statusCode()).as(in.body()).isEqualTo(200);
        assertThat(Knocker.cookie(in, "JSESSIONID")).isNotEqualTo(before);
        String now = "JSESSIONID=" + Knocker.cookie(in, "JSESSIONID");
        String tasks = "/operaton/api/engine/engine/default/task/count";
        assertThat(stranger.ask("GET", tasks, "", Map.of("Cookie", now)).statusCode())
                .isEqualTo(200);
        assertThat(stranger.ask("POST", tasks, "{}", Map.of("Cookie", now)).statusCode())
                .isEqualTo(403);
        assertThat(stranger.ask("GET", "/api/guards", "", Map.of("Cookie", now)).statusCode())
                .as("a session of the webapps opens no other door")
                .isEqualTo(401);
        assertThat(admin.ask("POST", "/api/tokens", "{}", Map.of("Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .as("a browser that remembers the password, sent by another site")
                .isEqualTo(403);
    }

    @Test
    void whoeverGuessesPasswordsWaitsWhetherTheNameExistsOrNot() {
        admin.ask("POST", "/api/users", "{\"name\":\"gus\",\"password\":\"a-long-password\"}", Map.of());
        for (String person : List.of("gus", "nobody")) {
            List<HttpResponse<String>> answers = Stream.generate(
                            () -> stranger.as(person, "wrong").get("/api/me"))
                    .limit(6)
                    .toList();
            assertThat(answers).extracting(HttpResponse::statusCode).containsExactly(401, 401, 401, 401, 401, 429);
            assertThat(answers.get(0).body()).doesNotContain(person).contains("SW-0801");
            assertThat(Integer.parseInt(Knocker.header(answers.get(5), "Retry-After")))
                    .isBetween(1, 31);
        }
        assertThat(stranger.as("gus", "a-long-password").get("/api/me").statusCode())
                .as("the right one waits, too")
                .isEqualTo(429);
        assertThat(logIn("gus", "a-long-password", csrf()).statusCode())
                .as("at the other door")
                .isEqualTo(429);
        assertThat(admin.get("/api/me").statusCode()).as("others do not").isEqualTo(200);
        assertThat(server.getBean(Attempts.class).of(List.of("gus")))
                .as("no name is kept")
                .isEmpty();
    }

    @Test
    void nobodyMakesHimselfAdministrator() {
        String path = "/operaton/api/admin/setup/default/user/create";
        assertThat(stranger.ask("POST", path, "{}", csrf()).statusCode()).isEqualTo(403);
    }

    @Test
    void theWebappsCountFailuresToo() {
        Map<String, String> session = csrf();
        for (int i = 0; i < 5; i++) {
            assertThat(logIn("wanda", "wrong", session).statusCode()).isEqualTo(401);
        }
        assertThat(logIn("wanda", "wrong", session).statusCode()).isEqualTo(429);
        assertThat(stranger.as("wanda", "wrong").get("/api/me").statusCode()).isEqualTo(429);
    }

    @Test
    void anUnknownNameTakesAsLongAsAWrongPassword() {
        admin.ask("POST", "/api/users", "{\"name\":\"tim\",\"password\":\"a-long-password\"}", Map.of());
        long known = quickest("tim");
        long unknown = quickest("nobody-of-this-name");
        assertThat((double) unknown / known).isBetween(0.4, 2.5);
        assertThat(Duration.ofNanos(unknown)).as("bcrypt was computed").isGreaterThan(Duration.ofMillis(15));
    }

    @Test
    void hashesOfBeforeStillLogInAndAreReplaced() {
        admin.ask("POST", "/api/users", "{\"name\":\"old\",\"password\":\"a-long-password\"}", Map.of());
        String digest = new org.operaton.bpm.engine.impl.digest.Sha512HashDigest().encrypt("the-old-password" + "salt");
        jdbc().sql("update act_id_user set pwd_ = ?, salt_ = 'salt' where id_ = 'old'")
                .param("{SHA-512}" + digest)
                .update();
        assertThat(stranger.as("old", "a-long-password").get("/api/me").statusCode())
                .isEqualTo(401);
        assertThat(stranger.as("old", "the-old-password")
                        .get("/engine-rest/engine")
                        .statusCode())
                .isEqualTo(403);
        String now = jdbc().sql("select pwd_ from act_id_user where id_ = 'old'")
                .query(String.class)
                .single();
        assertThat(now).startsWith("{bcrypt-sha384}$2a$10$");
        assertThat(stranger.as("old", "the-old-password")
                        .get("/engine-rest/engine")
                        .statusCode())
                .isEqualTo(403);
    }

    private static long quickest(String person) {
        return Stream.of(1, 2, 3, 4)
                .mapToLong(time -> {
                    long start = System.nanoTime();
                    assertThat(stranger.as(person, "wrong").get("/api/me").statusCode())
                            .isEqualTo(401);
                    return System.nanoTime() - start;
                })
                .min()
                .orElseThrow();
    }

    private static HttpResponse<String> logIn(String person, String password, Map<String, String> headers) {
        Map<String, String> all = new java.util.HashMap<>(headers);
        all.putAll(FORM);
        return stranger.ask(
                "POST",
                LOG_IN,
                "username=" + URLEncoder.encode(person, StandardCharsets.UTF_8) + "&password=" + password,
                all);
    }

    private static Map<String, String> csrf() {
        HttpResponse<String> page = stranger.get("/operaton/app/tasklist/default/");
        String token = Knocker.cookie(page, "XSRF-TOKEN");
        return Map.of(
                "Cookie",
                "JSESSIONID=" + Knocker.cookie(page, "JSESSIONID") + "; XSRF-TOKEN=" + token,
                "X-XSRF-TOKEN",
                token);
    }

    private static void quiet(String what, HttpResponse<String> answer) {
        if (answer.statusCode() >= 400) {
            assertThat(answer.body()).as(what).doesNotContain(INTERNALS);
        }
    }

    private static int port() {
        return Integer.parseInt(Optional.ofNullable(server.getEnvironment().getProperty("local.server.port"))
                .orElseThrow());
    }

    private static JdbcClient jdbc() {
        return server.getBean(JdbcClient.class);
    }
}
