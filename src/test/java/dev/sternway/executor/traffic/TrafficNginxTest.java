package dev.sternway.executor.traffic;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.executor.http.HttpCall;
import dev.sternway.testing.NginxServer;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficNginxTest {
    private final TrafficNginx traffic = new TrafficNginx();

    @TempDir
    Path folder;

    private WebServer blue;
    private WebServer green;
    private NginxServer nginx;
    private TestContext context;

    @BeforeEach
    void open() {
        blue = new WebServer(asked -> new Answer(200, "blue", Map.of("X-Color", "blue")));
        green = new WebServer(asked -> new Answer(200, "green", Map.of("X-Color", "green")));
        nginx = new NginxServer(folder, upstream("green"));
        context = new TestContext(folder)
                .target("shop", Targets.service(nginx.url()))
                .target("blue", Targets.service(blue.url()))
                .target("web", Targets.host(folder, Map.of()))
                .file("nginx/blue.conf", upstream("blue"))
                .file("nginx/broken.conf", "upstream app { nonsense; }")
                .file(
                        "nginx/weights.conf",
                        "upstream app { server 127.0.0.1:" + port(blue) + " weight={{blue}}; server 127.0.0.1:"
                                + port(green) + " weight={{green}}; }");
    }

    @AfterEach
    void close() {
        nginx.close();
        blue.close();
        green.close();
    }

    @Test
    void sendsTheTrafficToTheOtherColorAndBack() throws Exception {
        var toBlue = inputs(traffic, step("nginx/blue.conf", "blue"));
        done(traffic.ready(toBlue, context));
        assertThat(traffic.probe(toBlue, context)).isInstanceOf(Probe.Needed.class);
        assertThat(colors(5)).containsExactly("green");

        done(traffic.run(toBlue, context));

        assertThat(colors(20)).containsExactly("blue");
        done(traffic.verify(toBlue, context));
        assertThat(traffic.probe(toBlue, context)).isInstanceOf(Probe.Already.class);

        done(traffic.undo(toBlue, context));
        assertThat(nginx.text("upstream.conf")).isEqualTo(upstream("green"));
    }

    @Test
    void returnsToTheStateAtArming() throws Exception {
        var back = inputs(traffic, "armed: true\n" + common("green"));
        assertThatThrownBy(() -> traffic.run(back, context)).hasMessageContaining("SW-1136");
        done(traffic.ready(back, context));
        done(traffic.run(inputs(traffic, step("nginx/blue.conf", "blue")), context));

        done(traffic.run(back, context.withKey("key-2")));

        assertThat(nginx.text("upstream.conf")).isEqualTo(upstream("green"));
        assertThat(colors(10)).containsExactly("green");
    }

    @Test
    void sharesTheTrafficByWeight() throws Exception {
        String even = "content: nginx/weights.conf\nvalues: {blue: \"1\", green: \"1\"}\n" + common("blue");
        done(traffic.run(inputs(traffic, even.replace("in-a-row: 3", "in-a-row: 1")), context));
        assertThat(colors(20)).containsExactlyInAnyOrder("blue", "green");

        assertThatThrownBy(() -> traffic.ready(inputs(traffic, even.replace("green:", "red:")), context))
                .hasMessageContaining("SW-1137")
                .hasMessageContaining("{{green}}");
    }

    @Test
    void putsTheOldFileBackWhenNginxRefusesTheNewOne() throws Exception {
        var broken = inputs(traffic, step("nginx/broken.conf", "blue"));

        assertThat(failed(traffic.run(broken, context), false).what())
                .contains("nonsense", "the file is as before")
                .doesNotContain("did not load");

        assertThat(nginx.text("upstream.conf")).isEqualTo(upstream("green"));
        assertThat(colors(5)).containsExactly("green");
    }

    @Test
    void putsTheOldFileBackWhenUsersDoNotSeeTheNewState() throws Exception {
        var unseen = inputs(traffic, step("nginx/blue.conf", "violet").replace("within: 10s", "within: 1s"));

        assertThat(failed(traffic.run(unseen, context), true).code()).isEqualTo("SW-1134");

        assertThat(nginx.text("upstream.conf")).isEqualTo(upstream("green"));
    }

    @Test
    void putsTheOldFileBackWhenThisUserMayNotReload() throws Exception {
        String denied = step("nginx/blue.conf", "blue").replaceAll("reload: .*", "reload: [/bin/false]");

        assertThat(failed(traffic.run(inputs(traffic, denied), context), true).code())
                .isEqualTo("SW-1133");

        assertThat(nginx.text("upstream.conf")).isEqualTo(upstream("green"));
    }

    @Test
    void leavesTheTrafficWhereItIsWhileTheOldVersionIsAway() throws Exception {
        var toBlue = inputs(
                traffic,
                step("nginx/blue.conf", "blue") + "behind: {target: blue, path: /, in-a-row: 1, within: 500ms}\n");
        done(traffic.ready(toBlue, context));
        blue.close();

        assertThat(failed(traffic.ready(toBlue, context), true).code()).isEqualTo("SW-1135");
        assertThat(failed(traffic.run(toBlue, context), true).code()).isEqualTo("SW-1135");
        assertThat(nginx.text("upstream.conf")).isEqualTo(upstream("green"));
    }

    @Test
    void loadsWhatACrashHasOnlyWritten() throws Exception {
        var toBlue = inputs(traffic, step("nginx/blue.conf", "blue"));
        context.notes.put("nginx/" + nginx.file("upstream.conf") + "/" + context.key(), upstream("green"));
        Files.writeString(nginx.file("upstream.conf"), upstream("blue"));

        assertThat(traffic.probe(toBlue, context)).isInstanceOf(Probe.Needed.class);
        done(traffic.run(toBlue, context));
        assertThat(colors(10)).containsExactly("blue");

        done(traffic.undo(toBlue, context));
        assertThat(nginx.text("upstream.conf")).isEqualTo(upstream("green"));
    }

    @Test
    void putsTheOldFileBackWhenItIsCancelledInTheMiddle() throws Exception {
        var unseen = inputs(traffic, step("nginx/blue.conf", "violet"));
        var work = context.underway(1);
        context.beforeEffect(() -> {
            if (nginx.text("upstream.conf").equals(upstream("blue"))) {
                work.cancel();
            }
        });

        assertThatThrownBy(() -> traffic.run(unseen, context)).isInstanceOf(StepContext.Cancelled.class);

        assertThat(nginx.text("upstream.conf")).isEqualTo(upstream("green"));
        Awaitility.await().untilAsserted(() -> assertThat(colors(5)).containsExactly("green"));
    }

    @Test
    void saysAtArmingThatTheFileIsNotThere() {
        String missing = step("nginx/blue.conf", "blue").replace("upstream.conf", "missing.conf");

        assertThatThrownBy(() -> traffic.ready(inputs(traffic, missing), context))
                .hasMessageContaining("SW-1131")
                .hasMessageContaining("missing.conf");
    }

    private String step(String content, String color) {
        return "content: " + content + "\n" + common(color);
    }

    private String common(String color) {
        return "host: web\nfile: " + nginx.file("upstream.conf") + "\n" + nginx.commands()
                + "serves: {target: shop, path: /, expect: {header: {X-Color: " + color
                + "}}, in-a-row: 3, within: 10s}\n";
    }

    private String upstream(String color) {
        return "upstream app { server 127.0.0.1:" + port(color.equals("blue") ? blue : green) + "; }";
    }

    private static String port(WebServer server) {
        return server.url().replaceAll(".*:", "");
    }

    private Set<String> colors(int requests) throws Exception {
        Set<String> colors = new HashSet<>();
        for (int i = 0; i < requests; i++) {
            colors.add(HttpCall.get("shop", "/", Duration.ofSeconds(5))
                    .send(context)
                    .body());
        }
        return colors;
    }
}
