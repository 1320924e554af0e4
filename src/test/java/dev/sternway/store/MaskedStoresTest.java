package dev.sternway.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sternway.cli.ServerInProcess;
import dev.sternway.executor.Keepsakes;
import dev.sternway.ledger.Entry;
import dev.sternway.plan.Target.SecretReference;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.run.Bundles;
import dev.sternway.run.Guard;
import dev.sternway.run.Guards;
import dev.sternway.run.Trail;
import dev.sternway.run.secret.Secrets;
import dev.sternway.run.watching.Verdicts;
import dev.sternway.watch.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a target prints may hold a secret: no table keeps it. */
class MaskedStoresTest {
    private static final String VALUE = "canary/a \"long\" one+7f3a";
    private static final String DIGEST = "0".repeat(64);

    @TempDir
    private static Path folder;

    private static ConfigurableApplicationContext server;
    private static Guards guards;

    @BeforeAll
    static void start() throws Exception {
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("CHAT_TOKEN"), VALUE);
        server = ServerInProcess.start(folder, Map.of("sternway.secrets", secrets.toString()));
        server.getBean(Secrets.class).resolve(new SecretReference("CHAT_TOKEN"));
        guards = server.getBean(Guards.class);
        PlanBundle sealed = PlanBundle.ofFolder(Path.of("plans/add-email"));
        int revision = server.getBean(Bundles.class).register("p", sealed, "maria");
        guards.add(new Guard(
                "g",
                "p",
                revision,
                sealed.digest(),
                "test",
                Guard.State.REVIEW,
                "maria",
                Instant.now(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theLedgerMasksItAndLeavesDigestsAlone() {
        Trail trail = server.getBean(Trail.class);
        String login = Base64.getEncoder().encodeToString(("sternway:" + VALUE).getBytes(StandardCharsets.UTF_8));
        trail.append(
                "g",
                "sternway",
                Entry.Kind.VERDICT,
                "it said " + VALUE,
                Map.of("header", "Basic " + login, "digest", DIGEST));

        Entry entry = trail.of("g").get(0);
        assertThat(entry.text()).isEqualTo("it said ****");
        assertThat(entry.detail()).containsEntry("digest", DIGEST);
        assertThat(entry.detail().get("header")).contains("****").doesNotContain(login.substring(16, 40));
    }

    @Test
    void aVerdictMasksIt() {
        Verdicts verdicts = server.getBean(Verdicts.class);
        verdicts.add(
                "g",
                new Verdict(
                        "t",
                        Instant.now(),
                        "GET http://api/?key=" + VALUE,
                        OptionalDouble.empty(),
                        "> 1",
                        Verdict.Outcome.values()[0],
                        "status 403 " + VALUE.replace("\"", "\\\"")));

        assertThat(verdicts.latest("g")).singleElement().satisfies(kept -> {
            assertThat(kept.query()).isEqualTo("GET http://api/?key=****");
            assertThat(kept.why()).isEqualTo("status 403 ****");
        });
    }

    @Test
    void whatIsPutBackLaterIsKeptWithItsNameAndComesBackWhole() {
        Keepsakes keepsakes = guards.keepsakes("g");
        String content = "proxy_set_header X-Key '" + VALUE + "'; # \u27e6CHAT_TOKEN\u27e7 is no name of ours";
        keepsakes.keep("nginx", content);

        String kept = server.getBean(JdbcClient.class)
                .sql("select content from sternway.keepsake where name = 'nginx'")
                .query(String.class)
                .single();
        assertThat(kept).doesNotContain("canary").contains("X-Key '\u27e6CHAT_TOKEN\u27e7'");
        assertThat(keepsakes.find("nginx")).contains(content);
    }
}
