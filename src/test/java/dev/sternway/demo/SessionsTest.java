package dev.sternway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.cli.ServerInProcess;
import jakarta.servlet.ServletContext;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Sessions of browsers, and folders of which nobody gets a list. */
class SessionsTest {
    private static final String LOG_IN = "/operaton/api/admin/auth/user/default/login/tasklist";
    private static final String TASKS = "/operaton/api/engine/engine/default/task/count";
    private static final int HALF_AN_HOUR = 30;

    @TempDir
    private static Path folder;

    private static ConfigurableApplicationContext server;
    private static Knocker stranger;

    @BeforeAll
    static void start() {
        server = ServerInProcess.start(folder);
        stranger =
                Knocker.stranger("http://localhost:" + server.getEnvironment().getProperty("local.server.port"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aSessionThatAStrangerMadeUpIsNotTaken() {
        String planted = "A".repeat(32);
        HttpResponse<String> page =
                stranger.ask("GET", "/operaton/app/tasklist/default/", "", Map.of("Cookie", "JSESSIONID=" + planted));
        assertThat(Knocker.cookie(page, "JSESSIONID")).isNotEqualTo(planted);

        logIn(Knocker.cookie(page, "JSESSIONID"), Knocker.cookie(page, "XSRF-TOKEN"));
        for (String old : List.of(planted, Knocker.cookie(page, "JSESSIONID"))) {
            assertThat(stranger.ask("GET", TASKS, "", Map.of("Cookie", "JSESSIONID=" + old))
                            .statusCode())
                    .as("whoever knew it before the log-in has nothing")
                    .isEqualTo(401);
        }
    }

    @Test
    void aSessionEndsAtLogOutAndAfterHalfAnHourWithoutUse() {
        HttpResponse<String> page = stranger.get("/operaton/app/tasklist/default/");
        String csrf = Knocker.cookie(page, "XSRF-TOKEN");
        String session = logIn(Knocker.cookie(page, "JSESSIONID"), csrf);
        Map<String, String> cookies =
                Map.of("Cookie", "JSESSIONID=" + session + "; XSRF-TOKEN=" + csrf, "X-XSRF-TOKEN", csrf);
        assertThat(stranger.ask("GET", TASKS, "", cookies).statusCode()).isEqualTo(200);

        stranger.ask("POST", "/operaton/api/admin/auth/user/default/logout", "", cookies);
        assertThat(stranger.ask("GET", TASKS, "", cookies).statusCode()).isEqualTo(401);

        ServletContext context = ((ServletWebServerApplicationContext) server).getServletContext();
        assertThat(context).isNotNull();
        assertThat(context.getSessionTimeout()).isEqualTo(HALF_AN_HOUR);
        assertThat(context.getEffectiveSessionTrackingModes())
                .as("never in an address")
                .extracting(Enum::name)
                .containsExactly("COOKIE");
    }

    @Test
    void nobodyGetsAListOfAFolder() {
        for (Knocker who : List.of(stranger, stranger.as("admin", "admin"))) {
            for (String place : List.of(
                    "/operaton/",
                    "/operaton/app/",
                    "/operaton/app/tasklist/",
                    "/operaton/app/tasklist/scripts/",
                    "/operaton/assets/",
                    "/operaton/lib/",
                    "/operaton/plugin/",
                    "/operaton/META-INF/",
                    "/operaton/WEB-INF/",
                    "/WEB-INF/web.xml",
                    "/META-INF/",
                    "/static/",
                    "/webjars/",
                    "/db/migration/",
                    "/api/",
                    "/engine-rest/")) {
                HttpResponse<String> answer = who.get(place);
                assertThat(answer.body())
                        .as(place)
                        .doesNotContainIgnoringCase("directory listing")
                        .doesNotContainIgnoringCase("index of")
                        .doesNotContain("Parent Directory", ".class\"", ".sql\"", "href=\"../\"");
                assertThat(answer.statusCode())
                        .as(place)
                        .isIn(
                                place.startsWith("/operaton/")
                                        ? List.of(200, 302, 303, 401, 403, 404)
                                        : List.of(401, 403, 404));
            }
        }
    }

    private static String logIn(String session, String csrf) {
        HttpResponse<String> in = stranger.ask(
                "POST",
                LOG_IN,
                "username=admin&password=admin",
                Map.of(
                        "Content-Type",
                        "application/x-www-form-urlencoded",
                        "Cookie",
                        "JSESSIONID=" + session + "; XSRF-TOKEN=" + csrf,
                        "X-XSRF-TOKEN",
                        csrf));
        assertThat(in.statusCode()).as(in.body()).isEqualTo(200);
        return Knocker.cookie(in, "JSESSIONID");
    }
}
