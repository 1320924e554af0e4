package dev.sternway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.cli.ServerInProcess;
import dev.sternway.ledger.Anchors;
import dev.sternway.ledger.Entry;
import dev.sternway.ledger.LedgerFile;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Whoever changes what others may do stands in the ledger with it, whichever door they took. */
class WitnessTest {
    private static final String PASSWORD = "a-long-password";
    private static final String FORM = """
            {"components": [{"type": "text", "text": "hello"}], "type": "default", "id": "witnessed", "schemaVersion": 16}""";

    @TempDir
    private static Path folder;

    private static ConfigurableApplicationContext server;
    private static Knocker stranger;
    private static Knocker admin;

    @BeforeAll
    static void start() {
        server = ServerInProcess.start(folder);
        stranger =
                Knocker.stranger("http://localhost:" + server.getEnvironment().getProperty("local.server.port"));
        admin = stranger.as("admin", "admin");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void usersRolesAndLocksAreWrittenDown() {
        done(admin.ask("POST", "/api/users", user("mia", "viewer"), Map.of()));
        done(admin.ask("POST", "/api/users/mia/disable", "", Map.of()));
        done(admin.ask("POST", "/api/users/mia/enable", "", Map.of()));
        done(admin.ask("PUT", "/engine-rest/group/ops/members/mia", "", Map.of()));
        done(admin.ask("DELETE", "/engine-rest/group/ops/members/mia", "", Map.of()));
        done(stranger.as("mia", PASSWORD)
                .ask(
                        "PUT",
                        "/api/me/password",
                        "{\"old\": \"" + PASSWORD + "\", \"password\": \"" + PASSWORD + "2\"}",
                        Map.of()));
        done(admin.ask("DELETE", "/engine-rest/user/mia", "", Map.of()));

        assertThat(said("mia"))
                .containsExactly(
                        "admin USER_CHANGED made the user mia",
                        "admin ROLES_CHANGED put mia into the group viewer",
                        "admin USER_CHANGED locked the user mia",
                        "admin USER_CHANGED unlocked the user mia",
                        "admin ROLES_CHANGED put mia into the group ops",
                        "admin ROLES_CHANGED took mia out of the group ops",
                        "mia USER_CHANGED changed the user mia",
                        "admin USER_CHANGED deleted the user mia");
        assertThat(said("admin")).contains("sternway ROLES_CHANGED put admin into the group operaton-admin");
    }

    @Test
    void rightsAreWrittenDown() {
        HttpResponse<String> made = done(admin.ask(
                "POST",
                "/engine-rest/authorization/create",
                "{\"type\": 1, \"permissions\": [\"READ\"], \"groupId\": \"witnessed\", \"resourceType\": 8, \"resourceId\": \"*\"}",
                Map.of()));
        String id = Knocker.json(made).path("id").asText();
        done(admin.ask("DELETE", "/engine-rest/authorization/" + id, "", Map.of()));

        assertThat(said("witnessed"))
                .contains(
                        "admin RIGHTS_CHANGED set a right of the group witnessed",
                        "admin RIGHTS_CHANGED removed a right of the group witnessed");
    }

    @Test
    void tokensAreWrittenDownWithoutTheirSecret() {
        HttpResponse<String> made = done(admin.ask(
                "POST",
                "/api/tokens",
                "{\"name\": \"pipeline-7\", \"scopes\": [\"read\"], \"expires\": \"1d\"}",
                Map.of()));
        done(admin.ask("DELETE", "/api/tokens/" + Knocker.json(made).path("id").asText(), "", Map.of()));

        assertThat(said("pipeline-7"))
                .containsExactly(
                        "admin TOKEN_MADE made the token pipeline-7 of admin",
                        "admin TOKEN_REVOKED revoked the token pipeline-7 of admin");
        assertThat(admin.get("/api/ledger").body())
                .doesNotContain(Knocker.json(made).path("token").asText());
    }

    @Test
    void aLockOutIsWrittenDownOnceAndANameThatNobodyHasIsNot() {
        done(admin.ask("POST", "/api/users", user("lola", "viewer"), Map.of()));
        for (int i = 0; i < 7; i++) {
            stranger.as("lola", "wrong").get("/api/me");
            stranger.as("my-password-in-the-wrong-field", "wrong").get("/api/me");
        }

        assertThat(said("log-ins wait"))
                .contains(
                        "sternway LOG_IN_LOCKED after 5 failures log-ins wait: those of lola from one address",
                        "sternway LOG_IN_LOCKED after 5 failures log-ins wait: those of a name that nobody has from one address")
                .doesNotHaveDuplicates();
        assertThat(admin.get("/api/ledger").body())
                .doesNotContain("wrong-field")
                .contains("127.0.0.1");
    }

    @Test
    void deploymentsThroughTheEnginesOwnDoorAreWrittenDown() {
        done(admin.ask(
                "POST",
                "/engine-rest/deployment/create",
                deployment("by hand 7"),
                Map.of("Content-Type", "multipart/form-data; boundary=x")));

        assertThat(said("by hand 7"))
                .containsExactly("admin DIAGRAMS_DEPLOYED deployed by hand 7 through the engine's own door");
    }

    @Test
    void whoDeletesDiagramsIsWrittenDownAndTakesNothingThatRanAlong() {
        String path = "/engine-rest/deployment?name=";
        done(admin.ask(
                "POST",
                "/engine-rest/deployment/create",
                deployment("spare-phase"),
                Map.of("Content-Type", "multipart/form-data; boundary=x")));
        String id =
                Knocker.json(admin.get(path + "spare-phase")).path(0).path("id").asText();

        HttpResponse<String> withHistory =
                admin.ask("DELETE", "/engine-rest/deployment/" + id + "?cascade=true", "", Map.of());
        assertThat(withHistory.statusCode()).isEqualTo(403);
        assertThat(withHistory.body()).contains("SW-0846");
        assertThat(said("deployment " + id)).isEmpty();
        done(admin.ask("DELETE", "/engine-rest/deployment/" + id, "", Map.of()));

        assertThat(said("deployment " + id))
                .containsExactly(
                        "admin DIAGRAMS_DELETED deleted the deployment " + id + " through the engine's own door");
        assertThat(Knocker.json(admin.get(path + "spare-phase"))).isEmpty();
    }

    @Test
    void anEntryThatIsCutOffTheEndIsMissed() {
        done(admin.ask("POST", "/api/users", user("cut", "viewer"), Map.of()));
        List<String> lines = admin.get("/api/ledger").body().lines().toList();
        assertThat(LedgerFile.read("whole", lines).verify()).isEmpty();

        LedgerFile whole = LedgerFile.read("whole", lines);
        long last = whole.entries().stream()
                .filter(entry -> entry.runId().equals(Anchors.ACCESS))
                .count();
        LedgerFile cut = new LedgerFile(
                whole.run(),
                whole.entries().stream()
                        .filter(entry -> !entry.runId().equals(Anchors.ACCESS) || entry.sequence() != last)
                        .toList());
        assertThat(cut.verify()).anyMatch(problem -> problem.where().equals("access entry " + last));
    }

    private static String user(String name, String group) {
        return "{\"name\": \"" + name + "\", \"password\": \"" + PASSWORD + "\", \"groups\": [\"" + group + "\"]}";
    }

    private static HttpResponse<String> done(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer;
    }

    private static String deployment(String name) {
        return "--x\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\n" + name + "\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"witnessed.form\"\r\n\r\n" + FORM
                + "\r\n--x--\r\n";
    }

    /** Actor, kind and text of what is said about it, in order. */
    private static List<String> said(String about) {
        List<String> lines =
                admin.get("/api/ledger?run=" + Anchors.ACCESS).body().lines().toList();
        return LedgerFile.read("access", lines).entries().stream()
                .filter(entry -> entry.text().contains(about))
                .map(WitnessTest::text)
                .toList();
    }

    private static String text(Entry entry) {
        return entry.actor() + " " + entry.kind() + " " + entry.text();
    }
}
