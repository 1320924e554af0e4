package dev.sternway.process;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.sternway.testing.Chromium;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People look at a rollback while it goes on. */
class BoardTest {
    private static final Path SHOTS = Path.of("target", "screenshots");

    @TempDir
    private Path folder;

    @Test
    void thePageOfARollbackSaysWhatHappensAndFollowsIt() throws Exception {
        try (ArmedPlans plans = new ArmedPlans(folder);
                Chromium chromium = new Chromium()) {
            Path door = folder.resolve("door");
            Path build = folder.resolve("build");
            String guard = plans.arm(
                    Optional.empty(),
                    "[\"true\"]",
                    "[test, -e, " + door + "]",
                    "restoration: {within: 60m, steps: []}",
                    "restoration:\n    within: 60m\n    steps:\n"
                            + "      - {name: Bring the old build back, uses: command/run, estimate: 20s, with: {argv: [sh, -c, \"echo unpacking the old build; until test -e "
                            + build + "; do sleep 0.1; done\"]}}\n"
                            + "      - {name: Start the workers, uses: command/run, estimate: 5s, with: {argv: [\"true\"]}}");
            String rollback = plans.fire(guard, "by-people");
            plans.task(rollback, "decide-what-to-do");
            String url = "http://localhost:" + plans.port();
            BrowserContext context = chromium.visitor(new Browser.NewContextOptions().setViewportSize(1200, 900));
            Page page = context.newPage();
            page.navigate(url + "/board/rollbacks/" + rollback);

            page.getByLabel("Name").fill("admin");
            page.getByLabel("Password").fill("wrong");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                    .click();
            assertThat(page.getByRole(AriaRole.ALERT)).hasText("Unknown name or wrong password.");
            shot(page, "board-log-in");
            page.getByLabel("Name").fill("admin");
            page.getByLabel("Password").fill("admin");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                    .click();
            assertThat(page.locator(".state")).containsText("A decision is asked for");
            assertThat(page.locator("#canvas svg [data-element-id='decide-what-to-do'].at-asked"))
                    .hasCount(1);
            shot(page, "board-deciding");

            plans.complete(plans.task(rollback, "decide-what-to-do"), "admin", Map.of("level", "CODE_ONLY"));
            plans.task(rollback, "choose-how-to-go-on");
            assertThat(page.locator(".asks")).containsText("Choose how to go on");
            shot(page, "board-failed");
            Files.writeString(door, "");
            plans.complete(plans.task(rollback, "choose-how-to-go-on"), "admin", Map.of("stepChoice", "AGAIN"));
            assertThat(page.getByRole(
                            AriaRole.REGION, new Page.GetByRoleOptions().setName("Output of Bring the old build back")))
                    .containsText("unpacking the old build");
            assertThat(page.locator(".next")).containsText("Bring the old build back");
            assertThat(page.locator("#canvas [data-element-id='restore-code'].at-running"))
                    .hasCount(1);
            shot(page, "board-running");
            Files.writeString(build, "");
            plans.task(rollback, "confirm-rollback");
            assertThat(page.locator(".asks")).containsText("Confirm the rollback");
            shot(page, "board-confirm");
            plans.complete(plans.task(rollback, "confirm-rollback"), "admin", Map.of("confirmed", true));
            await().atMost(ArmedPlans.PATIENCE)
                    .until(() -> plans.rollback(rollback).state().ended());
            assertThat(page.locator(".state")).containsText("Rolled back");
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            shot(page, "board-done-dark");
            page.setViewportSize(390, 844);
            shot(page, "board-done-phone");
            page.navigate(url + "/board");
            shot(page, "board-list-phone");
            assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("plan-1"))
                            .first())
                    .isVisible();
        }
    }

    private static void shot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }
}
