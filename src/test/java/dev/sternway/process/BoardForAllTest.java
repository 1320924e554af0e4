package dev.sternway.process;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.sternway.ledger.Entry;
import dev.sternway.run.Trail;
import dev.sternway.run.close.Documents;
import dev.sternway.testing.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The board on a phone, in the dark, without a mouse, to a screen reader, with 200 steps, and after a restart. Needs {@code npm ci} in src/test/axe. */
class BoardForAllTest {
    private static final Path AXE = Path.of("src/test/axe/node_modules/axe-core/axe.min.js");
    private static final int STEPS = 200;
    private static final int PHONE = 390;

    @TempDir
    private static Path folder;

    private static ArmedPlans plans;
    private static Chromium chromium;
    private static String waiting;
    private static String task;
    private static String revised;
    private static String ended;

    @BeforeAll
    static void start() throws IOException {
        plans = new ArmedPlans(folder);
        chromium = new Chromium();
        String many = IntStream.rangeClosed(1, STEPS)
                .mapToObj(
                        number -> "      - {name: Bring back part " + number
                                + " of the very long list of parts, uses: command/run, estimate: 2s, with: {argv: [\"true\"]}}\n")
                .collect(Collectors.joining());
        String guard = plans.arm(
                Optional.empty(),
                "[\"true\"]",
                "[sh, -c, \"echo the door does not close; exit 1\"]",
                "restoration: {within: 60m, steps: []}",
                "restoration:\n    within: 60m\n    steps:\n" + many);
        waiting = plans.fire(guard, "by-people");
        plans.complete(plans.task(waiting, "decide-what-to-do"), "admin", Map.of("level", "CODE_ONLY"));
        task = plans.task(waiting, "choose-how-to-go-on").getId();
        revised = plans.revise(plans.arm(Optional.empty()), "title: A release", "title: A better release");
        ended = plans.fire(revised, "by-people");
        plans.complete(plans.task(ended, "decide-what-to-do"), "admin", Map.of("level", "HOLD"));
        await().atMost(ArmedPlans.PATIENCE)
                .until(() ->
                        plans.bean(Documents.class).find(ended, "report.html").isPresent());
    }

    @AfterAll
    static void stop() {
        chromium.close();
        plans.close();
    }

    @Test
    void nothingKeepsAnybodyOut() throws IOException {
        String axe = Files.readString(AXE);
        for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            for (int width : List.of(1200, PHONE)) {
                try (BrowserContext context = context(width, colours)) {
                    Page page = context.newPage();
                    page.navigate(url() + "/board/rollbacks/" + waiting);
                    audit(page, axe, "log-in");
                    logIn(page);
                    assertThat(page.locator("#canvas .sign").first()).isVisible();
                    page.locator("#words summary").click();
                    audit(page, axe, "live");
                    page.navigate(url() + "/board");
                    audit(page, axe, "list");
                    for (String other : List.of(
                            "/board/plans",
                            "/board/guards/" + revised,
                            "/board/guards/" + revised + "/plan",
                            "/board/guards/" + revised + "/changes",
                            "/board/history",
                            "/board/rollbacks/" + ended,
                            "/board/rollbacks/" + ended + "/report",
                            "/board/rollbacks/nobodys")) {
                        page.navigate(url() + other);
                        audit(page, axe, other);
                        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                                .as(other + " is not wider than its window")
                                .isLessThanOrEqualTo(width);
                    }
                }
            }
        }
    }

    @Test
    void aPhoneShowsTwoHundredStepsWithinItsWidth() {
        try (BrowserContext context = context(PHONE, ColorScheme.LIGHT)) {
            Page page = context.newPage();
            page.navigate(url() + "/board/rollbacks/" + waiting);
            logIn(page);
            assertThat(page.locator(".steps > li")).hasCount(1 + STEPS + 1);
            assertThat(page.locator(".next")).containsText("0 of 202 steps");
            assertThat(page.locator("pre.output")).containsText("the door does not close");
            assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue())
                    .isLessThanOrEqualTo(PHONE);
            note("somebody looks at the door");
            assertThat(page.locator(".lines")).containsText("somebody looks at the door");
            assertThat(page.locator(".steps > li")).hasCount(1 + STEPS + 1);
        }
    }

    @Test
    void theKeyboardIsEnough() {
        try (BrowserContext context = context(1200, ColorScheme.LIGHT)) {
            Page page = context.newPage();
            page.navigate(url() + "/board/rollbacks/" + waiting);
            assertThat(page.locator("#name")).isFocused();
            page.keyboard().type("admin");
            page.keyboard().press("Tab");
            page.keyboard().type("admin");
            page.keyboard().press("Enter");
            assertThat(page.locator(".asks a.button")).isVisible();
            page.waitForLoadState();

            page.keyboard().press("Tab");
            assertThat(page.locator(".skip")).isFocused();
            page.keyboard().press("Enter");
            assertThat(page.locator("#main")).isFocused();
            page.keyboard().press("Tab");
            assertThat(page.locator("#answer-" + task)).isFocused();

            note("the page changes meanwhile");
            assertThat(page.locator(".lines").last()).containsText("the page changes meanwhile");
            assertThat(page.locator("#answer-" + task)).isFocused();

            page.locator("#open-restoration").focus();
            page.keyboard().press("Enter");
            assertThat(page.locator("#phase-restoration .steps")).isHidden();
            note("and once more");
            assertThat(page.locator(".lines").last()).containsText("and once more");
            assertThat(page.locator("#phase-restoration .steps")).isHidden();
            page.keyboard().press("Enter");
            assertThat(page.locator("#phase-restoration .steps")).isVisible();

            page.locator("#answer-" + task).focus();
            page.keyboard().press("Enter");
            page.waitForURL(address -> address.contains("/tasklist/") && address.contains("task=" + task));
        }
    }

    @Test
    void twoTabsFollowAServerThatWasRestarted() throws IOException {
        int port = plans.port();
        try (BrowserContext context = context(1200, ColorScheme.LIGHT)) {
            Page one = context.newPage();
            one.navigate(url() + "/board/rollbacks/" + waiting);
            logIn(one);
            Page two = context.newPage();
            two.navigate(url() + "/board/rollbacks/" + waiting);
            for (Page page : List.of(one, two)) {
                assertThat(page.locator(".state")).containsText("waits for a person");
                page.evaluate("window.before = true");
            }
            plans.close();
            assertThat(folder.resolve("sessions").toFile()).isDirectory();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("sessions"))))
                    .as("a session is as good as a password")
                    .isEqualTo("rwx------");
            assertThat(one.locator("#lost")).isVisible();
            plans = new ArmedPlans(folder, Map.of("server.port", port));
            for (Page page : List.of(one, two)) {
                assertThat(page.locator("#lost"))
                        .isHidden(new com.microsoft.playwright.assertions.LocatorAssertions.IsHiddenOptions()
                                .setTimeout(ArmedPlans.PATIENCE.toMillis()));
            }
            note("the server is back");
            for (Page page : List.of(one, two)) {
                assertThat(page.locator(".lines").last()).containsText("the server is back");
            }
        }
    }

    private static void audit(Page page, String axe, String what) {
        page.evaluate(axe);
        Object found = page.evaluate("async () => (await axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa',"
                + " 'wcag22aa']})).violations.map(it => it.id + ': ' + it.help + ' '"
                + " + it.nodes.slice(0, 3).map(node => node.html.slice(0, 200)).join(' | '))");
        assertThat((List<?>) found).as(what).isEmpty();
    }

    private static void note(String text) {
        plans.bean(Trail.class).append(waiting, "maria", Entry.Kind.VERDICT, text, Map.of());
    }

    private static void logIn(Page page) {
        page.getByLabel("Name").fill("admin");
        page.getByLabel("Password").fill("admin");
        page.keyboard().press("Enter");
        page.waitForURL(address -> !address.contains("log-in"));
    }

    private static BrowserContext context(int width, ColorScheme colours) {
        return chromium.visitor(
                new Browser.NewContextOptions().setViewportSize(width, 844).setColorScheme(colours));
    }

    private static String url() {
        return "http://localhost:" + plans.port();
    }
}
