package dev.sternway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.demo.stage.MigrationFiles;
import dev.sternway.demo.victim.TodoDatabase;
import dev.sternway.demo.victim.TodoService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class TodoServiceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static int databases;

    @TempDir
    Path state;

    private TodoDatabase database;
    private TodoService service;

    @BeforeEach
    void start() throws IOException {
        database = TodoDatabase.create(TestCluster.url(), "victim" + ++databases);
        service = TodoService.start(database, "add-email", "1", state, 0);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void signsUpLogsInAndKeepsTasks() throws Exception {
        int id = send("POST", "/users", "{'name':'eve','password':'secret','role':'member'}", 201)
                .path("id")
                .asInt();
        send("POST", "/sessions", "{'name':'eve','password':'wrong'}", 401);
        assertThat(send("POST", "/sessions", "{'name':'eve','password':'secret'}", 200)
                        .path("role")
                        .asText())
                .isEqualTo("member");
        int task = send("POST", "/tasks", "{'userId':" + id + ",'title':'Sail'}", 201)
                .path("id")
                .asInt();
        assertThat(send("PUT", "/tasks/" + task, "{'status':'done'}", 200)
                        .path("status")
                        .asText())
                .isEqualTo("done");
        assertThat(send("GET", "/users/" + id + "/tasks", "", 200)).hasSize(1);
        send("DELETE", "/tasks/" + task, "", 200);
        send("DELETE", "/tasks/" + task, "", 404);
    }

    @Test
    void letsEveryKindOfAccountIn() throws Exception {
        for (String account : TodoDatabase.ACCOUNTS) {
            send("POST", "/sessions", "{'name':'" + account + "','password':'" + account + "'}", 200);
        }
    }

    @Test
    void refusesWhatGuestsMayNotDo() throws Exception {
        int guest = send("POST", "/sessions", "{'name':'gil-guest','password':'gil-guest'}", 200)
                .path("id")
                .asInt();
        send("POST", "/tasks", "{'userId':" + guest + ",'title':'No'}", 403);
    }

    @Test
    void showsTheMaintenancePageToEveryoneButOperators() throws Exception {
        send("PUT", "/maintenance", "{'on':true}", 200);
        HttpResponse<String> page = exchange("POST", "/sessions", "{'name':'x','password':'y'}");
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.headers().firstValue("Retry-After")).contains("60");
        send("GET", "/health", "", 200);
        assertThat(send("GET", "/metrics/errors", "", 200).path("errors").asInt())
                .isZero();
        restart("add-email", "2");
        assertThat(exchange("GET", "/", "").statusCode()).isEqualTo(503);
        send("PUT", "/maintenance", "{'on':false}", 200);
        assertThat(exchange("GET", "/", "").statusCode()).isEqualTo(200);
    }

    @Test
    void remembersFlags() throws Exception {
        assertThat(send("GET", "/flags/colour", "", 200).path("on").asBoolean()).isFalse();
        send("PUT", "/flags/colour", "{'on':true}", 200);
        restart("add-email", "1");
        assertThat(send("GET", "/flags/colour", "", 200).path("on").asBoolean()).isTrue();
    }

    @Test
    void failsForOldClientsWithVersionTwoOfAddEmail() throws Exception {
        new MigrationFiles(Path.of("plans/add-email")).applyTo(database);
        restart("add-email", "2");
        assertThat(send("GET", "/version", "", 200).path("version").asText()).isEqualTo("2");
        send("POST", "/users", "{'name':'old','password':'p','role':'member'}", 500);
        String id = send("POST", "/users", "{'name':'n','password':'p','role':'member','email':'n@x'}", 201)
                .path("id")
                .asText();
        send("PUT", "/users/" + id + "/email", "{'email':'m@x'}", 200);
        assertThat(send("GET", "/metrics/errors", "", 200).path("errors").asInt())
                .isEqualTo(1);
    }

    @Test
    void failsForOldClientsWithVersionTwoOfMig002() throws Exception {
        String before = send("POST", "/sessions", "{'name':'max-member','password':'max-member'}", 200)
                .path("id")
                .asText();
        new MigrationFiles(Path.of("plans/MIG-002")).applyTo(database);
        restart("MIG-002", "2");
        send("POST", "/tasks", "{'userId':" + before + ",'title':'Old'}", 500);
        String uuid = send("POST", "/sessions", "{'name':'max-member','password':'max-member'}", 200)
                .path("id")
                .asText();
        send("POST", "/tasks", "{'userId':'" + uuid + "','title':'New'}", 201);
        assertThat(JdbcClient.create(database.asOwner())
                        .sql("SELECT legacy_id FROM tasks WHERE title = 'New'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(5001);
    }

    @Test
    void comesBackWhenItsDatabaseDoes() throws Exception {
        JdbcClient postgres = JdbcClient.create(new TodoDatabase(TestCluster.url(), "postgres").asSuperuser());
        postgres.sql("ALTER DATABASE " + database.name() + " ALLOW_CONNECTIONS false")
                .update();
        postgres.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?")
                .params(database.name())
                .query()
                .listOfRows();
        send("GET", "/health", "", 500);
        postgres.sql("ALTER DATABASE " + database.name() + " ALLOW_CONNECTIONS true")
                .update();
        await().untilAsserted(() -> send("GET", "/health", "", 200));
    }

    private void restart(String release, String version) throws IOException {
        service.close();
        service = TodoService.start(database, release, version, state, 0);
    }

    private JsonNode send(String method, String path, String body, int expected) throws Exception {
        HttpResponse<String> response = exchange(method, path, body);
        assertThat(response.statusCode())
                .as(method + " " + path + " " + response.body())
                .isEqualTo(expected);
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> exchange(String method, String path, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + service.port() + path))
                                .method(method, BodyPublishers.ofString(body.replace('\'', '"')))
                                .build(),
                        BodyHandlers.ofString());
    }
}
