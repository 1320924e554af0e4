package dev.sternway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.demo.stage.Stage;
import dev.sternway.demo.stage.SternwayServer;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People and programs of a real identity provider. */
class SingleSignOnTest {
    private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+)\"");
    private static final String TASKLIST = "/operaton/app/tasklist/default/";
    private static final String WHO = "/operaton/api/admin/auth/user/default";

    @TempDir
    private static Path folder;

    private static IdentityProvider provider;
    private static SternwayServer server;
    private static Knocker stranger;

    @BeforeAll
    static void start() throws Exception {
        int port = Stage.freePort(0);
        String url = "http://localhost:" + port;
        provider = IdentityProvider.start(url);
        server = SternwayServer.start(
                folder,
                port,
                Map.of(
                        "STERNWAY_OIDC_ISSUER", provider.issuer(),
                        "STERNWAY_OIDC_CLIENT_ID", IdentityProvider.CLIENT,
                        "STERNWAY_OIDC_CLIENT_SECRET", IdentityProvider.SECRET));
        server.awaitReady(Duration.ofSeconds(120));
        stranger = Knocker.stranger(url);
    }

    @AfterAll
    static void stop() {
        server.close();
        provider.close();
    }

    @Test
    void theProvidersPeopleWorkInTheWebappsWithTheGroupsItSays() throws Exception {
        HttpClient olga = browser();
        HttpResponse<String> in = logIn(olga, "olga");
        assertThat(in.uri().getPath()).startsWith("/operaton/app/");
        HttpResponse<String> who = get(olga, WHO);
        assertThat(who.body())
                .contains("\"userId\":\"olga\"", "tasklist", "cockpit")
                .doesNotContain("\"admin\"");
        assertThat(server.read("admin", "/api/users").toString())
                .contains("\"olga\"", "\"ops\"")
                .doesNotContain("staff");
        assertThat(stranger.as("olga", "").get("/api/me").statusCode())
                .as("no password of Sternway's own")
                .isEqualTo(401);

        HttpClient boss = browser();
        assertThat(logIn(boss, "admin").statusCode())
                .as("there is a local admin")
                .isEqualTo(403);
        assertThat(get(boss, WHO).statusCode()).isEqualTo(404);
        HttpClient disabled = browser();
        logIn(disabled, "vera");
        server.send("admin", "POST", "/api/users/vera/disable", Map.of());
        assertThat(logIn(browser(), "vera").statusCode()).isEqualTo(403);
        HttpResponse<String> local = get(browser(), TASKLIST + "?local");
        assertThat(local.uri().getPath()).as("the way in without the provider").isEqualTo(TASKLIST);
    }

    @Test
    void whoeverWantedAPageOfTheBoardComesBackToIt() throws Exception {
        HttpClient olga = browser();
        HttpResponse<String> form = get(olga, "/board/history");
        Matcher way = Pattern.compile("href=\"(/oauth2/[^\"]+)\"").matcher(form.body());
        assertThat(way.find()).as(form.body()).isTrue();

        HttpResponse<String> in = logIn(olga, "olga", way.group(1));

        assertThat(in.uri().getPath()).isEqualTo("/board/history");
        assertThat(in.body()).contains("<h1>History</h1>", "olga");
        HttpClient lured = browser();
        get(lured, "/board/log-in?to=//elsewhere.example/board");
        assertThat(logIn(lured, "olga", way.group(1)).uri().getPath()).isEqualTo("/board");
    }

    @Test
    void theProvidersTokensOpenTheApisWhenTheyAreForSternway() throws Exception {
        String token = provider.token("sternway");
        HttpResponse<String> me = stranger.with(token).get("/api/me");
        assertThat(me.statusCode()).as(me.body()).isEqualTo(200);
        assertThat(me.body()).contains("\"robot\"", "\"machine\"", "\"arm\"").doesNotContain("\"decide\"");
        assertThat(stranger.with(token).get("/engine-rest/task").statusCode()).isEqualTo(200);
        assertThat(stranger.with(token).get("/api/users").statusCode()).isEqualTo(403);
        assertThat(stranger.with(provider.token("other")).get("/api/me").statusCode())
                .isEqualTo(401);
        String[] parts = token.split("\\.");
        for (String forged :
                new String[] {parts[0] + "." + parts[1] + ".AAAA", "eyJhbGciOiJub25lIn0." + parts[1] + ".", parts[1]}) {
            assertThat(stranger.with(forged).get("/api/me").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void anAnswerThatNobodyAskedForOpensNothing() throws Exception {
        HttpClient browser = browser();
        assertThat(get(browser, "/login/oauth2/code/sternway?code=stolen&state=made-up")
                        .statusCode())
                .isEqualTo(401);
        assertThat(get(browser, WHO).statusCode()).isEqualTo(404);
    }

    private static HttpClient browser() {
        return HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    private static HttpResponse<String> logIn(HttpClient browser, String person) throws Exception {
        return logIn(browser, person, TASKLIST);
    }

    private static HttpResponse<String> logIn(HttpClient browser, String person, String way) throws Exception {
        HttpResponse<String> form = get(browser, way);
        Matcher action = ACTION.matcher(form.body());
        assertThat(action.find()).as(form.uri() + "\n" + form.body()).isTrue();
        return browser.send(
                HttpRequest.newBuilder(form.uri().resolve(action.group(1)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "text/html")
                        .POST(BodyPublishers.ofString("prompt=login&password=any&login=" + person))
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(HttpClient browser, String path) throws Exception {
        URI uri = server.url().resolve(path);
        return browser.send(
                HttpRequest.newBuilder(uri)
                        .header("Accept", "text/html, application/json")
                        .build(),
                BodyHandlers.ofString());
    }
}
