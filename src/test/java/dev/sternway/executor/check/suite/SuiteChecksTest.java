package dev.sternway.executor.check.suite;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.failed;
import static dev.sternway.testing.Steps.inputs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sternway.executor.StepContext;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.Targets;
import dev.sternway.testing.WebServer;
import dev.sternway.testing.WebServer.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteChecksTest {
    private static final String RED = """
            <testsuites><testsuite name="smoke"><testcase classname="shop.Cart" name="adds"/>
            <testcase classname="shop.Cart" name="pays"><failure message="no">at …</failure></testcase>
            <testcase classname="shop.Mail" name="sends"><error/></testcase>
            <testcase name="later"><skipped/></testcase></testsuite></testsuites>
            """;
    private static final String GREEN =
            "<testsuite><testcase name=\"one\"/><testcase name=\"two\"><system-out>failure</system-out></testcase></testsuite>";
    private static final String JUNIT =
            "host: host\nargv: [sh, -c, \"mkdir -p out/a && cp given.xml out/a/result.xml; exit $CODE\"]\nreports: [\"out/**/*.xml\"]\n";

    private final CheckTests tests = new CheckTests();
    private final CheckBrowser browser = new CheckBrowser();

    @TempDir
    Path folder;

    private TestContext context;

    @BeforeEach
    void open() {
        context = new TestContext(folder).target("host", Targets.host(folder, Map.of("CODE", "0")));
    }

    @Test
    void namesTheTestsThatFail() throws Exception {
        Files.writeString(folder.resolve("given.xml"), RED);
        assertThat(failed(tests.run(inputs(tests, JUNIT), context), true).what())
                .isEqualTo("2 of 4 tests failed: shop.Cart.pays, shop.Mail.sends");

        Files.writeString(folder.resolve("given.xml"), GREEN);
        assertThat(done(tests.run(inputs(tests, JUNIT), context))).containsEntry("passed", "2");
        context.target("host", Targets.host(folder, Map.of("CODE", "7")));
        assertThat(failed(tests.run(inputs(tests, JUNIT), context), true).what())
                .contains("ended with 7");
    }

    @Test
    void believesNoOldAndNoEmptyResults() throws Exception {
        Path old = Files.writeString(
                Files.createDirectories(folder.resolve("out/a")).resolve("old.xml"), GREEN);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(3600)));
        String nothing = JUNIT.replaceAll("argv: .*", "argv: [\"true\"]");
        assertThat(failed(tests.run(inputs(tests, nothing), context), true).code())
                .isEqualTo("SW-1158");

        Files.writeString(folder.resolve("given.xml"), GREEN);
        assertThat(failed(tests.run(inputs(tests, JUNIT + "at-least: 3"), context), true)
                        .what())
                .contains("Only 2");
        Files.writeString(
                folder.resolve("given.xml"), "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><testsuite>&x;");
        assertThatThrownBy(() -> tests.run(inputs(tests, JUNIT), context)).hasMessageContaining("SW-1158");
    }

    @Test
    void readsTap() throws Exception {
        Files.writeString(
                folder.resolve("tap"),
                "TAP version 13\n1..4\nok 1 - adds\nnot ok 2 - pays\nok 3 - mails # SKIP no server\nnot ok 4 - later # T"
                        + "ODO\n");
        assertThat(failed(tests.run(inputs(tests, "{host: host, argv: [cat, tap], tap: true}"), context), true)
                        .what())
                .isEqualTo("1 of 4 tests failed: pays");
        Files.writeString(folder.resolve("tap"), "1..1\nok 1 - adds\n");
        done(tests.run(inputs(tests, "{host: host, argv: [cat, tap], tap: true}"), context));
        Files.writeString(folder.resolve("tap"), "ok 1\nBail out! no database\n");
        failed(tests.run(inputs(tests, "{host: host, argv: [cat, tap], tap: true}"), context), true);
    }

    @Test
    void endsEverythingWhenItTakesTooLongOrIsCancelled() {
        assertThatThrownBy(() -> tests.run(
                        inputs(tests, "{host: host, argv: [sleep, \"60\"], tap: true, timeout: 200ms}"), context))
                .hasMessageContaining("SW-0502");
        assertThatThrownBy(() -> tests.run(inputs(tests, "{host: host, argv: [no-such-tool], tap: true}"), context))
                .hasMessageContaining("SW-0505");
        context.underway(1).cancel();
        assertThatThrownBy(() -> tests.run(inputs(tests, "{host: host, argv: [sleep, \"60\"], tap: true}"), context))
                .isInstanceOf(StepContext.Cancelled.class);
    }

    @Test
    void keepsThePictureThatABrowserTook() throws Exception {
        try (WebServer shop = new WebServer(asked -> Answer.of(200, "<h1>Shop</h1>"))) {
            Files.writeString(folder.resolve("visit.mjs"), """
                    import { execFileSync } from 'node:child_process';
                    const browser = ['--headless', '--no-sandbox', '--disable-gpu', '--user-data-dir=' + process.env.PROFILE];
                    const text = execFileSync('chromium', [...browser, '--dump-dom', process.env.SHOP], { encoding: 'utf8' });
                    if (!text.includes('Shop')) { console.log('the page lacks Shop'); process.exit(1); }
                    execFileSync('chromium', [...browser, '--screenshot=' + process.env.STERNWAY_SCREENSHOTS + '/shop.png', process.env.SHOP]);
                    """);
            context.target(
                    "host",
                    Targets.host(
                            folder,
                            Map.of(
                                    "SHOP",
                                    shop.url(),
                                    "PROFILE",
                                    folder.resolve("profile").toString())));

            String picture = done(browser.run(inputs(browser, "{host: host, argv: [node, visit.mjs]}"), context))
                    .get("screenshots");

            assertThat(Path.of(picture)).hasFileName("shop.png").isNotEmptyFile();
        }
        assertThat(failed(
                                browser.run(
                                        inputs(browser, "{host: host, argv: [\"true\"]}"), context.withKey("key-2")),
                                true)
                        .what())
                .contains("no picture");
        assertThat(failed(
                                browser.run(
                                        inputs(browser, "{host: host, argv: [sh, -c, echo lost; exit 2]}"), context),
                                true)
                        .what())
                .contains("ended with 2: lost", "shop.png");
    }
}
