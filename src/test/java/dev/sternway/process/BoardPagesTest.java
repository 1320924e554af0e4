package dev.sternway.process;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.sternway.run.close.Documents;
import dev.sternway.run.watching.Verdicts;
import dev.sternway.testing.Chromium;
import dev.sternway.testing.Pictures;
import dev.sternway.watch.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People look at plans, guards and past rollbacks. */
class BoardPagesTest {
    private static final Path SHOTS = Path.of("target", "screenshots");

    @TempDir
    private Path folder;

    private ArmedPlans plans;
    private Chromium chromium;
    private Page page;

    @BeforeEach
    void logIn() {
        plans = new ArmedPlans(folder);
        chromium = new Chromium();
        page = chromium.visitor(new Browser.NewContextOptions()
                        .setViewportSize(1200, 900)
                        .setBaseURL("http://localhost:" + plans.port()))
                .newPage();
        page.navigate("/board");
        page.getByLabel("Name").fill("admin");
        page.getByLabel("Password").fill("admin");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                .click();
        assertThat(page).hasURL(java.util.regex.Pattern.compile(".*/board"));
    }

    @AfterEach
    void end() {
        chromium.close();
        plans.close();
    }

    @Test
    void thePageOfAGuardTellsWhyNothingFiredAndWhatARevisionHasChanged() throws Exception {
        String first = plans.arm(Optional.empty());
        String guard = plans.revise(first, "title: A release", "title: A better release", "monitor: 1s", "monitor: 2s");
        Instant start = Instant.now().minusSeconds(60);
        double[] shares = {0.01, 0.02, 0.015, 0.04, 0.11, 0.03};
        for (int i = 0; i < shares.length; i++) {
            boolean high = shares[i] > 0.1;
            plans.bean(Verdicts.class)
                    .add(
                            guard,
                            new Verdict(
                                    "by-people",
                                    start.plusSeconds(10L * i),
                                    "alert",
                                    OptionalDouble.of(shares[i]),
                                    "> 10%",
                                    high ? Verdict.Outcome.BREACHING : Verdict.Outcome.QUIET,
                                    high
                                            ? "11 % is above 10 %, but not for 1m yet"
                                            : shares[i] + " is not above 10 %"));
        }

        page.navigate("/board/plans");
        assertThat(page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("plan-1")))
                .containsText("Armed");
        shot("plans");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("plan-1"))
                .click();

        assertThat(page.locator("h1")).hasText("A better release");
        assertThat(page.locator(".state")).containsText("Armed");
        Locator trigger = page.locator(".trigger").filter(new Locator.FilterOptions().setHasText("by-people"));
        assertThat(trigger.locator(".why")).hasText("0.03 is not above 10 %");
        assertThat(trigger.locator("svg"))
                .hasAttribute("aria-label", "The last 6 values, from 0.01 to 0.11; 1 of them not good");
        trigger.locator("summary").click();
        assertThat(trigger.locator("li").nth(1)).containsText("breached, not for long enough yet");
        assertThat(page.locator(".proof")).containsText("proven: equal");
        shot("guard");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        shot("guard-dark");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        assertThat(trigger.locator("details")).hasAttribute("open", "");
        page.waitForResponse(
                response -> response.url().endsWith("/now"),
                () -> assertThat(page.locator("#now")).isVisible());
        assertThat(trigger.locator("details")).hasAttribute("open", "");
        onAPhone("guard-phone");

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("What revision 2 has changed"))
                .click();
        assertThat(page.locator(".diff .plus").filter(new Locator.FilterOptions().setHasText("A better release")))
                .hasCount(1);
        assertThat(page.locator(".diff .minus").filter(new Locator.FilterOptions().setHasText("monitor: 1s")))
                .hasCount(1);
        Pictures.everywhere(page, "board-changes");

        page.navigate("/board/guards/" + guard);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("The whole plan"))
                .click();
        assertThat(page.locator("h1").first()).containsText("A better release");
        page.navigate("/board/rollbacks/" + guard);
        assertThat(page).hasURL(java.util.regex.Pattern.compile(".*/board/guards/" + guard));
        assertThat(page.locator("h1")).hasText("A better release");
        page.navigate("/board/guards/" + first + "/changes");
        assertThat(page.locator("h1")).hasText("Revision 1 is the first in this environment");
    }

    @Test
    void thePageOfPastRollbacksShowsLengthsNotesAndReports() throws Exception {
        String guard =
                plans.arm(Optional.empty(), "argv: [\"true\"], probe: [\"false\"]}", "argv: [\"true\"]}, estimate: 2s");
        String rollback = plans.fire(guard, "by-people");
        plans.complete(plans.task(rollback, "decide-what-to-do"), "admin", Map.of("level", "CODE_ONLY"));
        page.navigate("/board/history");
        assertThat(page.locator(".past")).containsText("Under way");
        plans.complete(plans.task(rollback, "confirm-rollback"), "admin", Map.of("confirmed", true));
        await().atMost(ArmedPlans.PATIENCE)
                .until(() -> plans.bean(Documents.class)
                        .find(rollback, "report.html")
                        .isPresent());

        page.reload();
        assertThat(page.locator(".past")).containsText("Rolled back, Code only: keep the database");
        assertThat(page.locator(".past")).containsText("of 2s expected");
        assertThat(page.locator(".past")).containsText("Ledger intact");
        page.locator(".past summary").click();
        assertThat(page.locator(".past details li").first()).containsText("admin");
        shot("history");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        shot("history-dark");
        onAPhone("history-phone");
        var pdf = page.request().get(page.locator(".past a[href$='report.pdf']").getAttribute("href"));
        assertThat(pdf.status()).isEqualTo(200);
        assertThat(new String(pdf.body(), 0, 5, java.nio.charset.StandardCharsets.ISO_8859_1))
                .isEqualTo("%PDF-");
        page.locator(".past a[href$='report']").click();
        assertThat(page.locator("h1").first()).containsText("Incident");
    }

    private void onAPhone(String name) {
        page.setViewportSize(390, 844);
        shot(name);
        assertThat((String) page.evaluate("[...document.querySelectorAll('body *')].filter(it => !it.closest('.wide')"
                        + " && it.getBoundingClientRect().right > document.documentElement.clientWidth)"
                        + ".map(it => it.outerHTML.slice(0, 80)).join()"))
                .as("what is wider than the phone")
                .isEmpty();
        page.setViewportSize(1200, 900);
    }

    private void shot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SHOTS.resolve("board-" + name + ".png"))
                .setFullPage(true));
    }
}
