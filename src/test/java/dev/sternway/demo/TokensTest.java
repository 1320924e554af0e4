package dev.sternway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.cli.ServerInProcess;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tokens for programs, and the people who own them. */
class TokensTest {
    private static final String PASSWORD = "a-long-password";

    @TempDir
    private static Path folder;

    private static ConfigurableApplicationContext server;
    private static Knocker stranger;
    private static Knocker admin;

    @BeforeAll
    static void start() {
        server = ServerInProcess.start(folder, Map.of("STERNWAY_METRICS", "token"));
        stranger =
                Knocker.stranger("http://localhost:" + server.getEnvironment().getProperty("local.server.port"));
        admin = stranger.as("admin", "admin");
        person("olga", "ops");
        person("vera", "viewer");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aTokenDoesWhatItsScopesSayAndNoMoreThanItsOwnerMay() {
        Knocker program = stranger.with(make(olga(), "read,start"));
        assertThat(program.get("/api/guards").statusCode()).isEqualTo(200);
        assertThat(Knocker.json(program.get("/api/me")).path("name").asText()).isEqualTo("olga");
        assertThat(program.ask("POST", "/api/rollbacks", "{}", Map.of()).statusCode())
                .isEqualTo(422);
        assertThat(program.ask("POST", "/api/locks/release", "{}", Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(program.ask("POST", "/engine-rest/task/none/complete", "{}", Map.of())
                        .statusCode())
                .isEqualTo(403);
        assertThat(program.get("/api/users").statusCode()).isEqualTo(403);

        assertThat(refusal(olga(), "read,admin")).isEqualTo("SW-0813");
        assertThat(refusal(olga(), "everything")).isEqualTo("SW-0811");
        assertThat(code(program.ask("POST", "/api/tokens", wanted("read"), Map.of())))
                .as("a token makes no tokens")
                .isEqualTo("SW-0813");
        assertThat(code(stranger.as("vera", PASSWORD)
                        .ask(
                                "POST",
                                "/api/tokens",
                                "{\"name\":\"x\",\"scopes\":[\"read\"],\"owner\":\"olga\"}",
                                Map.of())))
                .isEqualTo("SW-0813");
    }

    @Test
    void aListWithNothingInItIsRefusedAtTheDoorAndReadFromTheStore() throws Exception {
        Map.of(
                        "/api/users",
                        "{\"name\": \"nil\", \"password\": \"a-long-password\", \"groups\": [null]}",
                        "/api/tokens",
                        "{\"name\": \"nil\", \"scopes\": [null], \"expires\": \"1d\"}")
                .forEach((door, body) -> assertThat(
                                admin.ask("POST", door, body, Map.of()).statusCode())
                        .as(door)
                        .isEqualTo(400));
        assertThat(server.getBean(ObjectMapper.class).readValue("[\"a\", null]", String[].class))
                .containsExactly("a", null);
    }

    @Test
    void aTokenIsShownOnceAndKeptAsADigest() {
        String secret = make(olga(), "read");
        assertThat(secret).matches("stw_[\\w-]{43}");
        HttpResponse<String> list = olga().get("/api/tokens");
        assertThat(list.body()).contains(secret.substring(0, 12)).doesNotContain(secret);
        assertThat(stranger.as("vera", PASSWORD).get("/api/tokens").body()).isEqualTo("[]");
        assertThat(admin.get("/api/tokens").body()).contains(secret.substring(0, 12));
        assertThat(jdbc().sql("select * from sternway.api_token")
                        .query()
                        .listOfRows()
                        .toString())
                .doesNotContain(secret);
    }

    @Test
    void aTokenEndsWhenItIsRevokedWhenItExpiresAndWhenItsOwnerIsDisabled() {
        Knocker revoked = stranger.with(make(olga(), "read"));
        JsonNode newest = Knocker.json(olga().get("/api/tokens")).path(0);
        assertThat(revoked.get("/api/me").statusCode()).isEqualTo(200);
        assertThat(Knocker.json(olga().get("/api/tokens")).path(0).has("lastUsedAt"))
                .isTrue();
        String path = "/api/tokens/" + newest.path("id").asText();
        assertThat(stranger.as("vera", PASSWORD)
                        .ask("DELETE", path, "", Map.of())
                        .statusCode())
                .isEqualTo(404);
        assertThat(olga().ask("DELETE", path, "", Map.of()).statusCode()).isEqualTo(204);
        assertThat(revoked.get("/api/me").statusCode()).isEqualTo(401);

        Knocker expired = stranger.with(make(olga(), "read"));
        jdbc().sql("update sternway.api_token set expires_at = ?")
                .param(OffsetDateTime.ofInstant(Instant.now().minusSeconds(1), ZoneOffset.UTC))
                .update();
        assertThat(expired.get("/api/me").statusCode()).isEqualTo(401);

        person("dora", "ops");
        Knocker hers = stranger.with(make(stranger.as("dora", PASSWORD), "read"));
        assertThat(admin.ask("POST", "/api/users/dora/disable", "", Map.of()).statusCode())
                .isEqualTo(204);
        assertThat(hers.get("/api/me").statusCode()).isEqualTo(401);
        assertThat(stranger.as("dora", PASSWORD).get("/api/me").statusCode()).isEqualTo(401);
        assertThat(admin.ask("POST", "/api/users/dora/enable", "", Map.of()).statusCode())
                .isEqualTo(204);
        assertThat(hers.get("/api/me").statusCode()).isEqualTo(200);
        for (String wrong : List.of("stw_", "stw_" + "x".repeat(43), "nonsense", "eyJhbGciOiJub25lIn0.e30.")) {
            assertThat(stranger.with(wrong).get("/api/me").statusCode())
                    .as(wrong)
                    .isEqualTo(401);
        }
    }

    @Test
    void alertsAndMetricsHaveScopesOfTheirOwn() {
        person("bot", "machine");
        Knocker bot = stranger.with(make(stranger.as("bot", PASSWORD), "alerts"));
        assertThat(bot.ask("POST", "/api/alerts/nonsense", "{}", Map.of()).statusCode())
                .isEqualTo(404);
        assertThat(bot.get("/api/alerts").statusCode()).isEqualTo(403);
        assertThat(code(stranger.with(make(olga(), "read")).ask("POST", "/api/alerts/generic", "{}", Map.of())))
                .isEqualTo("SW-0805");

        Knocker scraper = stranger.with(make(olga(), "metrics"));
        assertThat(scraper.get("/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
        assertThat(scraper.get("/api/guards").statusCode()).isEqualTo(403);
        assertThat(olga().get("/actuator/prometheus").statusCode())
                .as("STERNWAY_METRICS=token")
                .isEqualTo(403);
    }

    @Test
    void peopleChangeTheirOwnPasswordAndAdministratorsEverybodys() {
        person("paula", "viewer");
        Knocker paula = stranger.as("paula", PASSWORD);
        assertThat(code(own(paula, "wrong", "another-password"))).isEqualTo("SW-0821");
        assertThat(code(own(paula, PASSWORD, "short"))).isEqualTo("SW-0821");
        assertThat(own(paula, PASSWORD, "another-password").statusCode()).isEqualTo(204);
        assertThat(paula.get("/api/me").statusCode()).isEqualTo(401);
        String third = "{\"password\":\"the-third-password\"}";
        assertThat(paula.ask("PUT", "/api/users/paula/password", third, Map.of())
                        .statusCode())
                .isEqualTo(401);
        assertThat(admin.ask("PUT", "/api/users/paula/password", third, Map.of())
                        .statusCode())
                .isEqualTo(204);
        assertThat(stranger.as("paula", "the-third-password").get("/api/me").statusCode())
                .isEqualTo(200);

        assertThat(code(admin.ask("PUT", "/api/users/none/password", third, Map.of())))
                .isEqualTo("SW-0814");
        assertThat(code(create("paula", "viewer"))).isEqualTo("SW-0815");
        assertThat(code(create("with blank", "viewer"))).isEqualTo("SW-0815");
        assertThat(code(create("new", "no-such-group"))).isEqualTo("SW-0816");
        assertThat(admin.get("/api/users").body()).contains("\"paula\"").doesNotContain("bcrypt");
    }

    private static Knocker olga() {
        return stranger.as("olga", PASSWORD);
    }

    private static void person(String name, String group) {
        assertThat(create(name, group).statusCode()).isEqualTo(201);
    }

    private static HttpResponse<String> create(String name, String group) {
        return admin.ask(
                "POST",
                "/api/users",
                "{\"name\":\"" + name + "\",\"password\":\"" + PASSWORD + "\",\"groups\":[\"" + group + "\"]}",
                Map.of());
    }

    private static HttpResponse<String> own(Knocker who, String old, String password) {
        return who.ask(
                "PUT", "/api/me/password", "{\"old\":\"" + old + "\",\"password\":\"" + password + "\"}", Map.of());
    }

    private static String make(Knocker who, String scopes) {
        HttpResponse<String> made = who.ask("POST", "/api/tokens", wanted(scopes), Map.of());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return Knocker.json(made).path("token").asText();
    }

    private static String refusal(Knocker who, String scopes) {
        return code(who.ask("POST", "/api/tokens", wanted(scopes), Map.of()));
    }

    private static String wanted(String scopes) {
        return "{\"name\":\"a test\",\"scopes\":[\"" + scopes.replace(",", "\",\"") + "\"],\"expires\":\"1h\"}";
    }

    private static String code(HttpResponse<String> answer) {
        return Knocker.json(answer).path("code").asText();
    }

    private static JdbcClient jdbc() {
        return server.getBean(JdbcClient.class);
    }
}
