package dev.sternway.executor.registry;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static dev.sternway.testing.Steps.outcome;
import static dev.sternway.testing.Steps.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.base.Secret;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTagTest {
    private static final String IMAGE = "shop/api";

    private final RegistryTag step = new RegistryTag();
    private final RegistryTag.Inputs with = inputs(step, "{target: registry, repository: shop/api, tag: production}");

    @TempDir
    Path folder;

    private DockerRegistry registry;
    private TestContext context;
    private String old;

    @BeforeEach
    void open() throws Exception {
        registry = new DockerRegistry(folder);
        context = new TestContext(folder)
                .target("registry", Targets.service(registry.url(), DockerRegistry.USER, "PASSWORD"))
                .target("as-nobody", Targets.service(registry.url(), "nobody", "PASSWORD"))
                .target("away", Targets.service("http://127.0.0.1:1"));
        context.secrets.put("PASSWORD", Secret.of(DockerRegistry.PASSWORD));
        old = registry.push(IMAGE, "production", "2.3.9");
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void letsTheTagLeadToTheImageOfArmingByteForByteAndBack() throws Exception {
        assertThat(done(step.ready(with, context))).containsEntry("digest", old);
        assertThat(step.probe(with, context)).isInstanceOf(Probe.Already.class);
        String fresh = registry.push(IMAGE, "production", "2.4.0");
        assertThat(step.probe(with, context)).isInstanceOf(Probe.Needed.class);

        assertThat(done(step.run(with, context))).containsEntry("digest", old).containsEntry("before", fresh);

        assertThat(done(step.verify(with, context))).containsEntry("digest", old);
        done(step.run(with, context));
        done(step.undo(with, context));
        assertThat(failed(step.verify(with, context), true).what()).contains(fresh);
        assertThat(done(step.undo(with, context))).containsEntry("production", "not changed by this plan");
    }

    @Test
    void takesAnotherTagOrDigestAndRefusesWhatIsNotThere() throws Exception {
        String fresh = registry.push(IMAGE, "production", "2.4.0");
        registry.push(IMAGE, "stable", "2.3.9");
        var stable = inputs(step, "{target: registry, repository: shop/api, tag: production, to: stable}");
        var digest = inputs(step, "{target: registry, repository: shop/api, tag: production, to: '" + fresh + "'}");
        var none = inputs(step, "{target: registry, repository: shop/api, tag: production, to: '1.0'}");

        done(step.ready(stable, context));
        done(step.run(stable, context));
        done(step.verify(stable, context));
        done(step.run(digest, context));
        done(step.verify(digest, context));

        assertThat(refused(outcome(() -> step.ready(none, context))).code()).isEqualTo("SW-1173");
        assertThat(refused(outcome(() -> step.run(with, context))).what()).contains("Nobody noted");
    }

    @Test
    void refusesAnImageThatSomebodyDeletedAndLeavesTheTag() throws Exception {
        done(step.ready(with, context));
        String fresh = registry.push(IMAGE, "production", "2.4.0");
        registry.delete(IMAGE, old);

        assertThat(refused(outcome(() -> step.run(with, context))).code()).isEqualTo("SW-1173");

        assertThat(new Registry(context, "registry", IMAGE).digest("production"))
                .contains(fresh);
    }

    @Test
    void tellsARegistryThatIsAwayFromOneThatRefuses() throws Exception {
        var away = inputs(step, "{target: away, repository: shop/api, tag: production}");
        var nobody = inputs(step, "{target: as-nobody, repository: shop/api, tag: production}");

        assertThat(failed(outcome(() -> step.ready(away, context)), true).code())
                .isEqualTo("SW-1175");
        assertThat(refused(outcome(() -> step.ready(nobody, context))).code()).isEqualTo("SW-1174");
    }

    @Test
    void goesOnAfterAnAttemptThatWasKilledAndStopsWhenItIsCancelled() throws Exception {
        done(step.ready(with, context));
        String fresh = registry.push(IMAGE, "production", "2.4.0");
        AtomicInteger effects = new AtomicInteger();
        context.beforeEffect(() -> {
            if (effects.incrementAndGet() == 2) {
                throw new IllegalStateException("killed");
            }
        });
        assertThatThrownBy(() -> step.run(with, context)).hasMessage("killed");
        TestContext cancelled = context.withKey("key-2");
        var work = cancelled.underway(1);
        cancelled.beforeEffect(work::cancel);
        assertThatThrownBy(() -> step.run(with, cancelled)).isInstanceOf(StepContext.Cancelled.class);
        assertThat(new Registry(context, "registry", IMAGE).digest("production"))
                .contains(fresh);

        context.beforeEffect(() -> {});
        done(step.run(with, context));

        done(step.verify(with, context));
        done(step.undo(with, context));
        assertThat(new Registry(context, "registry", IMAGE).digest("production"))
                .contains(fresh);
    }

    /** As Docker Hub, GitLab and others do it; Debian's registry asks for name and password at once. */
    @Test
    void fetchesATokenWhereTheRegistryAsksForOne() throws Exception {
        List<String> asked = new ArrayList<>();
        AtomicReference<String> address = new AtomicReference<>("");
        try (WebServer server = new WebServer(request -> {
            asked.add(request.method() + " " + request.path());
            String who = request.headers().getOrDefault("authorization", "");
            if (request.path().startsWith("/token")) {
                boolean known = ("Basic "
                                + Base64.getEncoder()
                                        .encodeToString(("deployer:" + DockerRegistry.PASSWORD)
                                                .getBytes(StandardCharsets.UTF_8)))
                        .equals(who);
                return known ? WebServer.Answer.of(200, "{\"token\":\"t0ken\"}") : WebServer.Answer.of(401, "");
            }
            return "Bearer t0ken".equals(who)
                    ? new WebServer.Answer(200, "", Map.of("Docker-Content-Digest", old))
                    : new WebServer.Answer(
                            401,
                            "",
                            Map.of("WWW-Authenticate", "Bearer realm=\"" + address.get() + "/token\",service=\"hub\""));
        })) {
            address.set(server.url());
            context.target("hub", Targets.service(server.url(), DockerRegistry.USER, "PASSWORD"));

            assertThat(new Registry(context, "hub", IMAGE).digest("production")).contains(old);
        }
        assertThat(asked.get(1)).startsWith("GET /token?service=hub&scope=repository%3Ashop%2Fapi%3Apull%2Cpush");
    }
}
