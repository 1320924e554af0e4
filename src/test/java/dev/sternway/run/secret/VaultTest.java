package dev.sternway.run.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sternway.run.step.MovingClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that answers as Vault's documentation of KV version 2, AppRole and Kubernetes says, and to nothing else. */
class VaultTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final MovingClock clock = new MovingClock();
    private HttpServer server;
    private String valid = "root-token";
    private Optional<String> namespace = Optional.empty();
    private boolean sealed;
    private int reads;
    private int logIns;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void readsFieldsOnceInHalfAMinute() {
        Vault vault = vault(Map.of("TOKEN", "root-token"));

        assertThat(vault.find("TODO_DB_PASSWORD")).contains("pa55 \"word\"");
        assertThat(vault.find("PORT")).contains("5432");
        assertThat(vault.find("OTHER")).isEmpty();
        assertThat(reads).isEqualTo(1);
        clock.forward(Duration.ofSeconds(31));
        assertThat(vault.find("TODO_DB_PASSWORD")).isPresent();
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void logsInWithARoleAndAgainWhenTheTokenHasEnded() throws Exception {
        Path secretId = Files.writeString(folder.resolve("secret-id"), "s3cret-id\n");
        Vault vault = vault(Map.of("ROLE_ID", "role-1", "SECRET_ID_FILE", secretId.toString()));

        assertThat(vault.find("PORT")).contains("5432");
        valid = "revoked, so that the next log-in gives another";
        clock.forward(Duration.ofSeconds(31));
        assertThat(vault.find("PORT")).contains("5432");
        assertThat(logIns).isEqualTo(2);
        clock.forward(Duration.ofHours(2));
        assertThat(vault.find("PORT")).contains("5432");
        assertThat(logIns).isEqualTo(3);
    }

    @Test
    void logsInAsAPodInANamespace() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), "pod-jwt");
        namespace = Optional.of("team/a");
        Map<String, String> pod = Map.of("KUBERNETES_ROLE", "sternway", "KUBERNETES_TOKEN_FILE", token.toString());

        assertThatThrownBy(() -> vault(pod).find("PORT")).hasMessageContaining("SW-0843");
        Map<String, String> inside = new TreeMap<>(pod);
        inside.put("NAMESPACE", "team/a");
        assertThat(vault(inside).find("PORT")).contains("5432");
    }

    @Test
    void saysWhatIsWrongAndNeverTheToken() {
        assertThatThrownBy(() -> vault(Map.of("TOKEN", "wrong-token")).find("PORT"))
                .hasMessageContaining("answered 403 [\"permission denied\"]")
                .hasMessageContaining("policy")
                .hasMessageNotContaining("wrong-token");
        assertThatThrownBy(() ->
                        vault(Map.of("TOKEN", "root-token", "PATH", "other")).find("PORT"))
                .hasMessageContaining("there is nothing at /v1/secret/data/other");
        assertThatThrownBy(() -> vault(Map.of("ROLE_ID", "role-1", "SECRET_ID", "bad-secret"))
                        .find("PORT"))
                .hasMessageContaining("invalid role or secret ID")
                .hasMessageNotContaining("bad-secret");
        sealed = true;
        assertThatThrownBy(() -> vault(Map.of("TOKEN", "root-token")).find("PORT"))
                .hasMessageContaining("Unseal Vault");
        server.stop(0);
        assertThatThrownBy(() -> vault(Map.of("TOKEN", "root-token")).find("PORT"))
                .hasMessageContaining("no answer: ConnectException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ADDR=http://vault.example:8200 TOKEN=t",
                "ADDR=vault:8200 TOKEN=t",
                "ADDR=https://vault:8200/v1?x TOKEN=t",
                "ADDR=https://vault:8200",
                "ADDR=https://vault:8200 TOKEN=t KUBERNETES_ROLE=r",
                "ADDR=https://vault:8200 ROLE_ID=r",
                "ADDR=https://vault:8200 TOKEN=t SECRET_ID=r",
                "ADDR=https://vault:8200 TOKEN=t PATH=../../sys",
                "ADDR=https://vault:8200 TOKEN=t MOUNT=a?b",
            })
    void refusesASettingThatIsIncompleteOrUnsafe(String text) {
        Map<String, String> environment = new TreeMap<>();
        for (String pair : text.split(" ")) {
            environment.put("STERNWAY_VAULT_" + pair.split("=")[0], pair.split("=")[1]);
        }
        assertThatThrownBy(() -> VaultSetting.of(environment)).hasMessageContaining("SW-0844");
    }

    private Vault vault(Map<String, String> more) {
        Map<String, String> environment = new TreeMap<>();
        environment.put(
                "STERNWAY_VAULT_ADDR", "http://localhost:" + server.getAddress().getPort());
        more.forEach((name, value) -> environment.put("STERNWAY_VAULT_" + name, value));
        return new Vault(VaultSetting.of(environment).orElseThrow(), clock);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        if (sealed) {
            reply(exchange, 503, "{\"errors\":[\"Vault is sealed\"]}");
            return;
        }
        boolean here = "true".equals(exchange.getRequestHeaders().getFirst("X-Vault-Request"))
                && namespace.equals(
                        Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Vault-Namespace")));
        switch (asked) {
            case "POST /v1/auth/approle/login" ->
                logIn(
                        exchange,
                        here && body.equals(JSON.readTree("{\"role_id\":\"role-1\",\"secret_id\":\"s3cret-id\"}")),
                        "invalid role or secret ID");
            case "POST /v1/auth/kubernetes/login" ->
                logIn(
                        exchange,
                        here && body.equals(JSON.readTree("{\"role\":\"sternway\",\"jwt\":\"pod-jwt\"}")),
                        "permission denied");
            case "GET /v1/secret/data/sternway" -> {
                reads++;
                boolean may = here && valid.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"));
                reply(
                        exchange,
                        may ? 200 : 403,
                        may
                                ? "{\"request_id\":\"r\",\"lease_id\":\"\",\"data\":{\"data\":{\"TODO_DB_PASSWORD\":"
                                        + "\"pa55 \\\"word\\\"\",\"PORT\":5432,\"NESTED\":{\"a\":1}},\"metadata\":{\"version\":3}}}"
                                : "{\"errors\":[\"permission denied\"]}");
            }
            default -> reply(exchange, 404, "{\"errors\":[]}");
        }
    }

    private void logIn(HttpExchange exchange, boolean may, String otherwise) throws IOException {
        if (may) {
            logIns++;
            valid = "token-" + logIns;
        }
        reply(
                exchange,
                may ? 200 : 400,
                may
                        ? "{\"auth\":{\"client_token\":\"" + valid + "\",\"lease_duration\":3600,\"renewable\":true}}"
                        : "{\"errors\":[\"" + otherwise + "\"]}");
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
