package dev.sternway.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.sternway.testing.Chromium;
import dev.sternway.testing.Patience;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People in front of a real browser. */
class TasklistTest {
    private static final Path SHOTS = Path.of("target", "screenshots");

    @TempDir
    private Path folder;

    @Test
    void theDeployLeadDecidesInTasklistAndOnlySomebodyElseOfLeadershipMayApprove() throws Exception {
        try (Scene scene = new Scene(folder, "MIG-002", Map.of());
                Chromium chromium = new Chromium()) {
            scene.server.send("admin", "PUT", "/engine-rest/group/leadership/members/maria", Map.of());
            scene.arm();
            scene.migrate();
            String rollback = scene.fire("MIG-002");
            awaitTask(scene, "decide-what-to-do");

            Page lead = logIn(chromium, scene, "maria");
            open(lead, "Decide what to do");
            for (String seen : List.of("What is wrong", "Recommended level", "Why", "Time", "Loss", "All options")) {
                assertThat(lead.getByText(seen, new Page.GetByTextOptions().setExact(false))
                                .first())
                        .isVisible();
            }
            shot(lead, "1-decide");
            complete(lead);
            awaitTask(scene, "approve-restore");
            assertThat(scene.rollback(rollback).path("level").asText()).isEqualTo("L3");
            assertThat(scene.rollback(rollback).path("decidedBy").asText()).isEqualTo("maria");

            open(lead, "Approve restoring the backup");
            lead.getByLabel("I approve restoring the backup").check();
            complete(lead);
            lead.getByText("asked for or decided on the restore", new Page.GetByTextOptions().setExact(false))
                    .first()
                    .waitFor();
            shot(lead, "2-refused");
            awaitTask(scene, "approve-restore");

            scene.server.send(
                    "admin", "POST", "/engine-rest/task/" + task(scene, "approve-restore") + "/unclaim", Map.of());
            Page chief = logIn(chromium, scene, "cto");
            open(chief, "Approve restoring the backup");
            chief.getByLabel("I approve restoring the backup").check();
            shot(chief, "3-approve");
            complete(chief);
            Awaitility.await()
                    .atMost(Patience.ENOUGH)
                    .until(() -> task(scene, "approve-restore").isEmpty());
            scene.watch().untilOver(rollback);
            assertThat(scene.rollback(rollback).path("state").asText()).isEqualTo("ROLLED_BACK");

            Page owner = logIn(chromium, scene, "maria");
            open(owner, "Update this plan and schedule the next attempt");
            assertThat(owner.getByLabel("What is to be done"))
                    .hasValue("Update this plan and schedule the next attempt");
            owner.getByLabel("What came of it").fill("planned for Thursday");
            shot(owner, "4-follow-up");
            complete(owner);
            Awaitility.await()
                    .atMost(Patience.ENOUGH)
                    .until(() -> scene.server
                            .read("olga", "/api/rollbacks/" + rollback + "/ledger")
                            .toString()
                            .contains("planned for Thursday"));
        }
    }

    private static Page logIn(Chromium chromium, Scene scene, String person) {
        BrowserContext context = chromium.visitor(new Browser.NewContextOptions().setViewportSize(1500, 1300));
        Page page = context.newPage();
        page.navigate(scene.server.url() + "/operaton/app/tasklist/default/");
        Awaitility.await().until(() -> filled(page, person));
        page.locator("button[type=submit]").click();
        page.getByText("Waiting for my groups").first().waitFor();
        return page;
    }

    /** The page puts the cursor into the first field some time after it is shown, also into the middle of a word. */
    private static boolean filled(Page page, String person) {
        Locator name = page.getByPlaceholder("Username");
        Locator password = page.getByPlaceholder("Password");
        name.fill(person);
        password.fill(person);
        return name.inputValue().equals(person) && password.inputValue().equals(person);
    }

    private static void open(Page page, String task) {
        page.getByText("All tasks").first().click();
        page.locator(".tasks-list").getByText(task).first().click();
        page.getByText("Claim", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        page.locator(".fjs-form").first().waitFor();
    }

    private static void complete(Page page) {
        page.getByText("Complete", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
    }

    private static void awaitTask(Scene scene, String key) {
        Awaitility.await().atMost(Patience.ENOUGH).until(() -> !task(scene, key).isEmpty());
    }

    private static String task(Scene scene, String key) throws InterruptedException {
        return scene.server
                .read("admin", "/engine-rest/task?taskDefinitionKey=" + key)
                .path(0)
                .path("id")
                .asText();
    }

    private static void shot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SHOTS.resolve(name + ".png")));
    }
}
