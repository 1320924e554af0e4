package dev.sternway.run.secret;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.base.Secret;
import dev.sternway.base.tls.TlsIdentity;
import dev.sternway.base.web.Reach;
import dev.sternway.base.web.Web;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads one secret of a key-value store of version 2; its fields stay in memory for half a minute. */
public final class Vault implements SecretSource {
    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final JsonMapper JSON = new JsonMapper();

    private final VaultSetting setting;
    private final Web web;
    private final Clock clock;
    private @Nullable Login login;
    private @Nullable Known known;

    public Vault(VaultSetting setting, Clock clock) {
        this.setting = setting;
        this.clock = clock;
        this.web = new Web(
                Reach.ANYWHERE,
                setting.ca().map(ca -> new TlsIdentity(Optional.of(ca), Optional.empty(), Optional.empty())));
    }

    private record Login(Secret token, Instant until) {}

    private record Known(Map<String, Secret> fields, Instant until) {}

    @Override
    public String place() {
        return "Vault " + setting.mount() + "/" + setting.path();
    }

    /** @throws ProblemException SW-0843 when Vault cannot be asked or refuses */
    @Override
    public synchronized Optional<String> find(String name) {
        Known now = known;
        if (now == null || !clock.instant().isBefore(now.until())) {
            now = new Known(read(), clock.instant().plus(KEPT));
            known = now;
        }
        return Optional.ofNullable(now.fields().get(name)).map(Secret::reveal);
    }

    private Map<String, Secret> read() {
        String path = "/v1/" + setting.mount() + "/data/" + setting.path();
        Web.Answer answer = ask("GET", path, Optional.of(token()), Optional.empty());
        if (answer.status() == FORBIDDEN && !(setting.as() instanceof VaultSetting.Token)) {
            login = null;
            answer = ask("GET", path, Optional.of(token()), Optional.empty());
        }
        if (answer.status() == NOT_FOUND) {
            throw refused(
                    "there is nothing at " + path, "Write the secret there, or correct STERNWAY_VAULT_MOUNT and _PATH");
        }
        JsonNode data = body(answer, path).path("data").path("data");
        if (!data.isObject()) {
            throw refused(path + " is no secret of a key-value store of version 2", "Mount one with version 2");
        }
        Map<String, Secret> fields = new HashMap<>();
        data.properties().stream()
                .filter(field ->
                        field.getValue().isValueNode() && !field.getValue().isNull())
                .forEach(field ->
                        fields.put(field.getKey(), Secret.of(field.getValue().asText())));
        return fields;
    }

    private Secret token() {
        if (setting.as() instanceof VaultSetting.Token given) {
            return given.token();
        }
        Login now = login;
        if (now == null || !clock.instant().isBefore(now.until())) {
            now = logIn();
            login = now;
        }
        return now.token();
    }

    private Login logIn() {
        boolean pod = setting.as() instanceof VaultSetting.Kubernetes;
        String path = "/v1/auth/" + (pod ? "kubernetes" : "approle") + "/login";
        JsonNode auth = body(ask("POST", path, Optional.empty(), Optional.of(credentials())), path)
                .path("auth");
        if (auth.path("client_token").asText().isEmpty()) {
            throw refused(path + " gave no token", "Check the role in Vault");
        }
        Duration half =
                Duration.ofSeconds(Math.max(1, auth.path("lease_duration").asLong(60) / 2));
        return new Login(
                Secret.of(auth.path("client_token").asText()), clock.instant().plus(half));
    }

    private JsonNode credentials() {
        if (setting.as() instanceof VaultSetting.AppRole role) {
            return JSON.createObjectNode()
                    .put("role_id", role.roleId().reveal())
                    .put("secret_id", role.secretId().reveal());
        }
        VaultSetting.Kubernetes pod = (VaultSetting.Kubernetes) setting.as();
        return JSON.createObjectNode()
                .put("role", pod.role())
                .put("jwt", SecretFolder.read("STERNWAY_VAULT_KUBERNETES_TOKEN_FILE", pod.token()));
    }

    private Web.Answer ask(String method, String path, Optional<Secret> token, Optional<JsonNode> body) {
        Map<String, String> headers = new TreeMap<>(Map.of("X-Vault-Request", "true"));
        token.ifPresent(it -> headers.put("X-Vault-Token", it.reveal()));
        setting.namespace().ifPresent(it -> headers.put("X-Vault-Namespace", it));
        try {
            return web.send(new Web.Ask(
                    method,
                    URI.create(setting.address() + path),
                    headers,
                    body.map(json -> json.toString().getBytes(StandardCharsets.UTF_8)),
                    PATIENCE));
        } catch (IOException silent) {
            throw refused(
                    "it gave no answer: " + silent.getMessage(),
                    "Check STERNWAY_VAULT_ADDR, the network and STERNWAY_VAULT_CA");
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw refused("the question was interrupted", "Ask again");
        }
    }

    /** Of what Vault says only its list of errors is shown. */
    private JsonNode body(Web.Answer answer, String path) {
        JsonNode json = JSON.missingNode();
        try {
            json = JSON.readTree(answer.body());
        } catch (IOException page) {
            throw refused(path + " answered " + answer.status() + " without JSON", "Check STERNWAY_VAULT_ADDR");
        }
        if (answer.status() != 200) {
            String said = json.path("errors").isArray() ? json.path("errors").toString() : "";
            String next = switch (answer.status()) {
                case FORBIDDEN, 400 -> "Check the log-in, and that its policy allows to read the path";
                case 503 -> "Unseal Vault";
                default -> "Look at Vault's log";
            };
            throw refused(path + " answered " + answer.status() + " " + said, next);
        }
        return json;
    }

    private ProblemException refused(String what, String next) {
        return new ProblemException(new Problem(
                "SW-0843", "Vault cannot be read: " + what, setting.address().toString(), next));
    }
}
