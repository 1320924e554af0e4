package dev.sternway.executor.frontend;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.outcome;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.Problem;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.ReadOnly;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrontendReleaseTest {
    private final FrontendRelease release = new FrontendRelease();
    private final CheckServed served = new CheckServed();

    @TempDir
    Path folder;

    private Path web;
    private TestContext context;

    @BeforeEach
    void build() throws IOException {
        web = folder.resolve("web");
        build("1.0", "one");
        Files.createSymbolicLink(web.resolve("current"), Path.of("releases/1.0"));
        context = new TestContext(folder).target("web", Targets.host(web, Map.of()));
    }

    @Test
    void leadsBackToTheBuildOfArmingAndKeepsTheOther() throws Exception {
        assertThat(done(release.ready(with(""), context))).containsEntry("build", "releases/1.0");
        deploy();
        assertThat(release.probe(with(""), context)).isInstanceOf(Probe.Needed.class);

        done(release.run(with(""), context));

        assertThat(web.resolve("current/index.html")).content().contains("app-one.js");
        assertThat(web.resolve("releases/2.0")).isDirectory();
        done(release.verify(with(""), context));
        assertThat(release.probe(with(""), context)).isInstanceOf(Probe.Already.class);
        done(release.undo(with(""), context));
        assertThat(web.resolve("current/index.html")).content().contains("app-two.js");
    }

    @Test
    void refusesABuildThatIsGoneOrWasChanged() throws Exception {
        done(release.ready(with(""), context));
        deploy();
        Files.writeString(web.resolve("releases/1.0/app-one.js"), "evil");
        assertThat(refused(outcome(() -> release.run(with(""), context))).what())
                .contains("not those of arming");

        Files.delete(web.resolve("releases/1.0/app-one.js"));
        Files.delete(web.resolve("releases/1.0/index.html"));
        Files.delete(web.resolve("releases/1.0"));
        assertThat(refused(outcome(() -> release.run(with(""), context))).what())
                .contains("is not there");
        assertThat(web.resolve("current/index.html")).content().contains("app-two.js");
        assertThat(refused(outcome(() -> release.ready(with("build: releases/0.9"), context)))
                        .code())
                .isEqualTo("SW-1100");
    }

    @Test
    void goesOnAfterALinkThatWasHalfMade() throws Exception {
        done(release.ready(with(""), context));
        deploy();
        Files.createSymbolicLink(web.resolve(".current.sternway-new"), Path.of("releases/1.0"));

        done(release.run(with(""), context));

        assertThat(web.resolve("current/index.html")).content().contains("app-one.js");
        assertThat(Files.list(web).map(Path::getFileName).map(Path::toString))
                .containsExactlyInAnyOrder("current", "releases");
    }

    @Test
    void changesNothingOnceItIsCancelled() throws Exception {
        done(release.ready(with(""), context));
        deploy();
        var work = context.underway(1);
        context.beforeEffect(work::cancel);

        assertThatThrownBy(() -> release.run(with(""), context)).isInstanceOf(StepContext.Cancelled.class);

        assertThat(web.resolve("current/index.html")).content().contains("app-two.js");
    }

    @Test
    void leavesALinkThatMayNotBeReplacedWhereItLeads() throws Exception {
        done(release.ready(with(""), context));
        deploy();
        try (ReadOnly readOnly = new ReadOnly(web)) {
            for (Problem problem : List.of(
                    refused(outcome(() -> release.ready(with("build: releases/1.0"), context))),
                    refused(outcome(() -> release.run(with(""), context))))) {
                assertThat(problem.code()).isEqualTo("SW-1125");
                assertThat(problem.what()).contains(web.resolve("current").toString());
            }
            assertThat(web.resolve("current/index.html")).content().contains("app-two.js");
        }

        done(release.run(with(""), context));

        assertThat(web.resolve("current/index.html")).content().contains("app-one.js");
        done(release.undo(with(""), context));
        assertThat(web.resolve("current/index.html")).content().contains("app-two.js");
    }

    @Test
    void comparesWhatIsServedWithTheBuildOfArmingDownToItsScripts() throws Exception {
        try (WebServer server = new WebServer(this::serve)) {
            context.target("shop", Targets.service(server.url()));
            assertThat(done(outcome(() -> served.ready(page(), context)))).containsEntry("files", "2");
            done(outcome(() -> served.run(page(), context)));

            deploy();
            assertThat(failed(outcome(() -> served.run(page(), context)), true).what())
                    .contains("/index.html is", "/app-one.js?v=1 is gone", "/app-two.js?v=1 is new");

            done(release.run(inputs(release, "{target: web, build: releases/1.0}"), context));
            done(outcome(() -> served.run(page(), context)));
            Files.writeString(web.resolve("releases/1.0/app-one.js"), "stale");
            assertThat(failed(outcome(() -> served.run(page(), context)), true).what())
                    .contains("/app-one.js?v=1 is")
                    .doesNotContain("/index.html");
        }
    }

    @Test
    void refusesToArmOnAPageThatIsNeverTheSameAndSaysWhenNobodyAnswers() throws Exception {
        try (WebServer server = new WebServer(asked -> Answer.of(200, "<p>" + System.nanoTime()))) {
            context.target("shop", Targets.service(server.url()));
            assertThat(refused(outcome(() -> served.ready(page(), context))).what())
                    .contains("Two requests");
        }
        assertThat(failed(outcome(() -> served.ready(page(), context)), true).what())
                .contains("does not answer");
    }

    private Answer serve(WebServer.Asked asked) {
        try {
            Path file = web.resolve("current" + asked.path().replaceFirst("\\?.*", ""));
            return Files.exists(file) ? Answer.of(200, Files.readString(file)) : Answer.of(404, "gone");
        } catch (IOException e) {
            return Answer.of(500, "");
        }
    }

    private void deploy() throws IOException {
        build("2.0", "two");
        Files.delete(web.resolve("current"));
        Files.createSymbolicLink(web.resolve("current"), Path.of("releases/2.0"));
    }

    private void build(String version, String word) throws IOException {
        Path build = Files.createDirectories(web.resolve("releases").resolve(version));
        Files.writeString(
                build.resolve("index.html"),
                "<html><link rel=canonical href=/x><script src=\"app-" + word + ".js?v=1\"></script>"
                        + "<script src=https://elsewhere.example.org/t.js></script></html>");
        Files.writeString(build.resolve("app-" + word + ".js"), "console.log('" + word + "')");
    }

    private FrontendRelease.Inputs with(String more) {
        return inputs(release, "target: web\n" + more);
    }

    private CheckServed.Inputs page() {
        return inputs(served, "{target: shop, path: /index.html}");
    }
}
