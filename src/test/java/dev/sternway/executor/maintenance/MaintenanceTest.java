package dev.sternway.executor.maintenance;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.outcome;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.Problem;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.executor.http.HttpAnswer;
import dev.sternway.executor.http.HttpCall;
import dev.sternway.testing.HaproxyServer;
import dev.sternway.testing.NginxServer;
import dev.sternway.testing.ReadOnly;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaintenanceTest {
    private final MaintenanceNginx nginxPage = new MaintenanceNginx();
    private final MaintenanceHaproxy haproxyPage = new MaintenanceHaproxy();

    @TempDir
    Path folder;

    private final WebServer app = new WebServer(asked -> Answer.of(200, "app"));
    private NginxServer nginx;
    private HaproxyServer haproxy;
    private TestContext context;

    @BeforeEach
    void open() {
        nginx = new NginxServer(folder, "upstream app { server " + app.url().replace("http://", "") + "; }");
        haproxy = new HaproxyServer(folder, app.url(), app.url());
        context = new TestContext(folder)
                .target("web", Targets.host(folder, Map.of()))
                .target("nginx", Targets.service(nginx.url()))
                .target("proxied", Targets.service(haproxy.url()))
                .target("haproxy", Targets.service(haproxy.adminSocket()))
                .target("reader", Targets.service(haproxy.userSocket()));
    }

    @AfterEach
    void close() {
        nginx.close();
        haproxy.close();
        app.close();
    }

    @Test
    void showsThePageOfNginxForChosenPathsAndTakesItAwayAgain() throws Exception {
        String on = nginxStep("shown") + "paths: [/api, /login]\nexcept: [/api/health]\nretry-after: 2m\n";
        showsAndTakesAway(nginxPage, on, on.replace("page: shown", "page: hidden"), "nginx", "120");
        assertThat(nginx.text("server.conf")).isEmpty();
    }

    @Test
    void showsThePageOfHaproxyForChosenPathsAndTakesItAwayAgain() throws Exception {
        String on = haproxyStep("shown");
        showsAndTakesAway(haproxyPage, on, on.replace("page: shown", "page: hidden"), "proxied", "60");
    }

    private <I extends Record> void showsAndTakesAway(
            Executor<I> page, String showing, String hiding, String target, String after) throws Exception {
        I on = inputs(page, showing);
        I off = inputs(page, hiding);
        done(page.ready(on, context));
        assertThat(page.probe(on, context)).isInstanceOf(Probe.Needed.class);

        done(page.run(on, context));

        done(page.verify(on, context));
        assertThat(page.probe(on, context)).isInstanceOf(Probe.Already.class);
        HttpAnswer answer = ask(target, "/api/users");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header().apply("Retry-After")).isEqualTo(Optional.of(after));
        assertThat(ask(target, "/login").status()).isEqualTo(503);
        assertThat(ask(target, "/shop").status()).isEqualTo(200);
        if (target.equals("nginx")) {
            assertThat(ask(target, "/api/health").status()).isEqualTo(200);
            assertThat(answer.body()).contains("Under maintenance");
        }

        done(page.run(off, context.withKey("key-2")));
        done(page.verify(off, context));
        assertThat(page.probe(off, context)).isInstanceOf(Probe.Already.class);
        assertThat(ask(target, "/api/users").status()).isEqualTo(200);

        done(page.undo(off, context.withKey("key-2")));
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(ask(target, "/api/users").status()).isEqualTo(503));
        done(page.undo(on, context));
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(ask(target, "/api/users").status()).isEqualTo(200));
    }

    @Test
    void saysThatUsersDoNotGetThePage() throws Exception {
        String elsewhere =
                (nginxStep("shown") + "paths: [/api]\n").replace("paths: [/api, /login], within", "paths: [/], within");

        assertThat(failed(nginxPage.run(inputs(nginxPage, elsewhere.replace("10s", "500ms")), context), true)
                        .what())
                .contains("answers 200", "the file is as before");
        assertThat(nginx.text("server.conf")).isEmpty();

        String other = haproxyStep("shown").replace("serves: {target: proxied", "serves: {target: nginx");
        assertThat(failed(haproxyPage.run(inputs(haproxyPage, other.replace("10s", "500ms")), context), true)
                        .what())
                .contains("answers 200");
    }

    @Test
    void takesBackWhatItDidWhenItIsCancelledInTheMiddle() throws Exception {
        String other = haproxyStep("shown").replace("serves: {target: proxied", "serves: {target: nginx");
        var work = context.underway(1);
        context.beforeEffect(() -> {
            if (status("proxied") == 503 || status("nginx") == 503) {
                work.cancel();
            }
        });

        assertThatThrownBy(() -> haproxyPage.run(inputs(haproxyPage, other), context))
                .isInstanceOf(StepContext.Cancelled.class);
        assertThat(status("proxied")).isEqualTo(200);
    }

    @Test
    void takesThePageOfNginxBackWhenItIsCancelledInTheMiddle() throws Exception {
        String other = nginxStep("shown").replace("serves: {target: nginx", "serves: {target: proxied");
        var work = context.underway(1);
        context.beforeEffect(() -> {
            if (status("nginx") == 503) {
                work.cancel();
            }
        });

        assertThatThrownBy(() -> nginxPage.run(inputs(nginxPage, other), context))
                .isInstanceOf(StepContext.Cancelled.class);

        assertThat(nginx.text("server.conf")).isEmpty();
        Awaitility.await().untilAsserted(() -> assertThat(status("nginx")).isEqualTo(200));
    }

    @Test
    void showsThePageOfNginxThatAKilledAttemptOnlyWrote() throws Exception {
        var on = inputs(nginxPage, nginxStep("shown"));
        killedOnce(() -> !nginx.text("server.conf").isEmpty());
        assertThatThrownBy(() -> nginxPage.run(on, context)).hasMessage("killed");
        assertThat(nginx.text("server.conf")).contains("503");
        assertThat(status("nginx")).as("nginx did not load it").isEqualTo(200);
        assertThat(nginxPage.probe(on, context)).isInstanceOf(Probe.Needed.class);

        done(nginxPage.run(on, context));

        assertThat(status("nginx")).isEqualTo(503);
        done(nginxPage.undo(on, context));
        assertThat(nginx.text("server.conf")).isEmpty();
    }

    @Test
    void leavesNginxAsItIsForWhoMayNotReplaceItsFileOrReload() throws Exception {
        var on = inputs(nginxPage, nginxStep("shown"));
        try (ReadOnly readOnly = new ReadOnly(nginx.file("server.conf"))) {
            assertThat(refused(outcome(() -> nginxPage.ready(on, context))).code())
                    .isEqualTo("SW-1131");
            assertThat(refused(outcome(() -> nginxPage.run(on, context))).what())
                    .contains("server.conf may not be replaced");
        }
        assertThat(nginx.text("server.conf")).isEmpty();

        String denied = nginxStep("shown").replaceAll("reload: .*", "reload: [/bin/false]");
        assertThat(failed(nginxPage.run(inputs(nginxPage, denied), context), true)
                        .code())
                .isEqualTo("SW-1133");
        assertThat(nginx.text("server.conf")).isEmpty();
        assertThat(status("nginx")).isEqualTo(200);
    }

    @Test
    void showsThePageOfHaproxyWholeAfterAnAttemptThatWasKilledBetweenTwoPaths() throws Exception {
        var on = inputs(haproxyPage, haproxyStep("shown"));
        killedOnce(() -> status("proxied") == 503);
        assertThatThrownBy(() -> haproxyPage.run(on, context)).hasMessage("killed");
        assertThat(ask("proxied", "/login").status()).isEqualTo(200);
        assertThat(haproxyPage.probe(on, context)).isInstanceOf(Probe.Needed.class);

        done(haproxyPage.run(on, context));

        assertThat(ask("proxied", "/login").status()).isEqualTo(503);
        done(haproxyPage.undo(on, context));
        assertThat(status("proxied")).isEqualTo(200);
        assertThat(ask("proxied", "/login").status()).isEqualTo(200);
    }

    @Test
    void takesBackWhatAKilledAttemptHadDoneTooWhenTheNextIsCancelled() throws Exception {
        var on = inputs(haproxyPage, haproxyStep("shown"));
        killedOnce(() -> status("proxied") == 503);
        assertThatThrownBy(() -> haproxyPage.run(on, context)).hasMessage("killed");
        var work = context.underway(2);
        context.beforeEffect(work::cancel);

        assertThatThrownBy(() -> haproxyPage.run(on, context)).isInstanceOf(StepContext.Cancelled.class);

        assertThat(status("proxied")).isEqualTo(200);
    }

    @Test
    void cannotTellWhileHaproxyIsAway() throws Exception {
        var on = inputs(haproxyPage, haproxyStep("shown"));
        haproxy.close();

        assertThat(haproxyPage.probe(on, context)).isInstanceOf(Probe.Unknown.class);
        for (Problem problem : List.of(
                failed(outcome(() -> haproxyPage.ready(on, context)), true),
                failed(outcome(() -> haproxyPage.run(on, context)), true))) {
            assertThat(problem.code()).isEqualTo("SW-0350");
            assertThat(problem.where()).isEqualTo("haproxy");
            assertThat(problem.what()).contains(haproxy.adminSocket());
        }
    }

    @Test
    void saysAtArmingWhatIsMissing() {
        assertThatThrownBy(() -> nginxPage.ready(
                        inputs(nginxPage, nginxStep("shown").replace("server.conf", "gone.conf")), context))
                .hasMessageContaining("SW-1131");
        assertThatThrownBy(() -> haproxyPage.ready(
                        inputs(haproxyPage, haproxyStep("shown").replace("target: haproxy", "target: reader")),
                        context))
                .hasMessageContaining("SW-1140");
        assertThatThrownBy(() -> haproxyPage.ready(
                        inputs(haproxyPage, haproxyStep("shown").replace("maintenance.lst", "other.lst")), context))
                .hasMessageContaining("SW-1141");
    }

    private String nginxStep(String page) {
        return "host: web\nfile: " + nginx.file("server.conf") + "\npage: " + page + "\n" + nginx.commands()
                + "serves: {target: nginx, paths: [/api, /login], within: 10s}\n";
    }

    private String haproxyStep(String page) {
        return "target: haproxy\nacl: " + haproxy.acl() + "\npage: " + page
                + "\npaths: [/api, /login]\nserves: {target: proxied, paths: [/api, /login], within: 10s}\n";
    }

    private void killedOnce(BooleanSupplier when) {
        AtomicBoolean killed = new AtomicBoolean();
        context.beforeEffect(() -> {
            if (!killed.get() && when.getAsBoolean()) {
                killed.set(true);
                throw new IllegalStateException("killed");
            }
        });
    }

    /** Asks again when the connection that was kept has ended: nginx ends those of before when it is reloaded. */
    private int status(String target) {
        return Awaitility.await()
                .ignoreException(IOException.class)
                .until(() -> ask(target, "/api").status(), status -> true);
    }

    private HttpAnswer ask(String target, String path) throws Exception {
        return HttpCall.get(target, path, Duration.ofSeconds(5)).send(context);
    }
}
