package dev.sternway.process.admit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.cli.ServerInProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.operaton.bpm.engine.IdentityService;
import org.operaton.bpm.engine.RepositoryService;
import org.springframework.context.ConfigurableApplicationContext;

/** How diagrams get in, through each door and by whom. */
class DesignersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GOOD = Diagrams.service("camunda:type=\"external\" camunda:topic=\"ours\"");
    private static final String BAD = Diagrams.service("camunda:delegateExpression=\"${planPhaze}\"");

    @TempDir
    private Path folder;

    @Test
    void inProductionASecondDesignerLetsThemIn() throws Exception {
        try (ConfigurableApplicationContext server = start("production")) {
            for (String person : new String[] {"admin", "dora"}) {
                Reply raw = raw(server, person, GOOD);
                assertThat(raw.body().path("code").asText()).as(raw.toString()).isEqualTo("SW-0832");
                assertThat(raw.status()).isEqualTo(403);
            }
            assertThat(propose(server, "olga", GOOD).status()).isEqualTo(403);
            Reply refused = propose(server, "dora", BAD);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body().path("detail").asText()).contains("odd.bpmn, serviceTask odd", "${planPhaze}");

            Reply waiting = propose(server, "dora", GOOD);
            assertThat(waiting.status()).isEqualTo(202);
            String at = "/api/processes/" + waiting.body().path("id").asText();
            assertThat(deployed(server)).isZero();
            assertThat(ask(server, "dora", "POST", at + "/approve", "")
                            .body()
                            .path("code")
                            .asText())
                    .isEqualTo("SW-0834");
            assertThat(ask(server, "olga", "POST", at + "/approve", "").status())
                    .isEqualTo(403);
            assertThat(ask(server, "dino", "GET", at, "")
                            .body()
                            .at("/contents/odd.bpmn")
                            .asText())
                    .isEqualTo(GOOD);

            Reply approved = ask(server, "dino", "POST", at + "/approve", "");
            assertThat(approved.body().path("state").asText())
                    .as(approved.toString())
                    .isEqualTo("DEPLOYED");
            assertThat(deployed(server)).isEqualTo(1);
            assertThat(ask(server, "dino", "POST", at + "/reject", "{\"reason\":\"late\"}")
                            .status())
                    .isEqualTo(409);
            assertThat(ask(server, "dino", "POST", "/api/processes/none/approve", "")
                            .status())
                    .isEqualTo(404);
            String second = propose(server, "dora", GOOD).body().path("id").asText();
            Reply rejected =
                    ask(server, "dino", "POST", "/api/processes/" + second + "/reject", "{\"reason\":\"why?\"}");
            assertThat(rejected.body().path("state").asText()).isEqualTo("REJECTED");
            assertThat(deployed(server)).isEqualTo(1);
        }
    }

    @Test
    void elsewhereADesignerDeploysAlone() throws Exception {
        try (ConfigurableApplicationContext server = start("staging")) {
            assertThat(propose(server, "dora", GOOD).status()).isEqualTo(201);
            assertThat(raw(server, "dora", GOOD).status()).isEqualTo(200);
            assertThat(raw(server, "olga", GOOD).status()).isEqualTo(403);
            assertThat(raw(server, "dora", BAD).body().path("code").asText()).isEqualTo("SW-0831");
            assertThat(propose(server, "dora", BAD).body().path("code").asText())
                    .isEqualTo("SW-0831");
            for (String body : new String[] {"{}", "{\"name\":\"x\",\"files\":{}}", "[", "{\"name\":7}"}) {
                assertThat(ask(server, "dora", "POST", "/api/processes", body).status())
                        .isEqualTo(400);
            }
        }
    }

    private ConfigurableApplicationContext start(String environment) {
        ConfigurableApplicationContext server = ServerInProcess.start(
                folder.resolve("designers-" + environment), Map.of("sternway.environment", environment));
        IdentityService identity = server.getBean(IdentityService.class);
        for (String person : new String[] {"dora", "dino", "olga"}) {
            var user = identity.newUser(person);
            user.setPassword(person);
            identity.saveUser(user);
            identity.createMembership(person, person.equals("olga") ? "ops" : "designer");
        }
        return server;
    }

    private static long deployed(ConfigurableApplicationContext server) {
        return server.getBean(RepositoryService.class)
                .createProcessDefinitionQuery()
                .processDefinitionKey("odd-process")
                .count();
    }

    private record Reply(int status, JsonNode body) {}

    private static Reply propose(ConfigurableApplicationContext server, String person, String diagram)
            throws Exception {
        String body = JSON.createObjectNode()
                .put("name", "ours")
                .set("files", JSON.createObjectNode().put("odd.bpmn", diagram))
                .toString();
        return ask(server, person, "POST", "/api/processes", body);
    }

    private static Reply raw(ConfigurableApplicationContext server, String person, String diagram) throws Exception {
        String body = "--x\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\nours\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"data\"; filename=\"odd.bpmn\"\r\n\r\n" + diagram
                + "\r\n--x--\r\n";
        return ask(server, person, "POST", "/engine-rest/deployment/create", body);
    }

    private static Reply ask(
            ConfigurableApplicationContext server, String person, String method, String path, String body)
            throws Exception {
        String login = Base64.getEncoder().encodeToString((person + ":" + person).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        "http://localhost:" + server.getEnvironment().getRequiredProperty("local.server.port") + path))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", body.startsWith("--x") ? "multipart/form-data; boundary=x" : "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        return new Reply(
                answer.statusCode(), answer.body().isBlank() ? JSON.missingNode() : JSON.readTree(answer.body()));
    }
}
