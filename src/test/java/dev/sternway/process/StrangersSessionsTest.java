package dev.sternway.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.cli.ServerInProcess;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.apache.catalina.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/** Strangers look at the log-in page again and again, without the cookie that they are given. */
class StrangersSessionsTest {
    private static final int MOST = 10;
    private static final String PAGE = "/operaton/app/tasklist/default/";

    @TempDir
    private Path folder;

    @Test
    void onlyTheNewestSessionsOfStrangersAreHeldAndPeopleStayLoggedIn() throws Exception {
        CookieManager cookies = new CookieManager();
        try (var server = (ServletWebServerApplicationContext)
                ServerInProcess.start(folder, Map.of("sternway.sessions.strangers", MOST))) {
            TomcatWebServer web = (TomcatWebServer) server.getWebServer();
            String url = "http://localhost:" + web.getPort();
            HttpClient person = HttpClient.newBuilder().cookieHandler(cookies).build();
            HttpClient stranger = HttpClient.newHttpClient();
            get(person, url + PAGE);
            assertThat(logIn(person, url, token(cookies)).statusCode()).isEqualTo(200);

            for (int i = 0; i < 3 * MOST; i++) {
                assertThat(get(stranger, url + PAGE).statusCode()).isEqualTo(200);
            }

            var sessions = ((Context) web.getTomcat().getHost().findChildren()[0]).getManager();
            assertThat(sessions.getSessionCounter()).as("each was given one").isGreaterThan(3L * MOST);
            assertThat(sessions.getActiveSessions()).isBetween(MOST, MOST + 1);
            assertThat(get(person, url + "/operaton/api/engine/engine/default/task/count")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static HttpResponse<String> get(HttpClient client, String url) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> logIn(HttpClient person, String url, String token) throws Exception {
        return person.send(
                HttpRequest.newBuilder(URI.create(url + "/operaton/api/admin/auth/user/default/login/tasklist"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-XSRF-TOKEN", token)
                        .POST(BodyPublishers.ofString("username=admin&password=admin"))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String token(CookieManager cookies) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
    }
}
