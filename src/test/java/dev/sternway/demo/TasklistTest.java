package dev.sternway.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.sternway.testing.Chromium;
import dev.sternway.testing.Patience;
import dev.sternway.testing.Pictures;
import dev.sternway.testing.Tasklist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Three people roll MIG-002 back in front of a real browser, in Tasklist and on the board. */
class TasklistTest {
    private static final String ALERT = """
            {"version": "4", "status": "firing", "alerts": [{"status": "firing", "fingerprint": "f1", "startsAt": "%s",
             "labels": {"alertname": "SignUpBroken", "sternway_plan": "MIG-002"},
             "annotations": {"summary": "nobody signs up any more"}}]}""";

    @TempDir
    private Path folder;

    @Test
    void threePeopleArmDecideApproveMendAndCloseAndTheBoardShowsItAllTheWhile() throws Exception {
        try (Scene scene = new Scene(folder, "MIG-002", Map.of("STERNWAY_ALERT_TOKEN", "t0ken"));
                Chromium chromium = new Chromium()) {
            scene.server.send("admin", "PUT", "/engine-rest/group/leadership/members/maria", Map.of());
            Page chief = arm(chromium, scene);
            Path build = breakTheFrontEnd(scene);
            scene.migrate();
            somebodySignsUp(scene);
            String rollback = alert(scene);

            Page board = logInAtTheBoard(chromium, scene);
            follow(board, rollback);
            Page lead = board.context().newPage();
            decide(lead, board, scene, rollback);
            approveTheRestore(lead, chief, scene);
            mend(lead, board, scene, build);
            close(lead, board, scene);

            assertThat(board.locator(".state")).containsText("Rolled back");
            awaitState(scene, "/api/rollbacks/" + rollback, "ROLLED_BACK");
            assertThat(JdbcClient.create(scene.database.asOwner())
                            .sql("SELECT role FROM users WHERE name = 'late-comer'")
                            .query(String.class)
                            .list())
                    .containsExactly("member");
            readAfterwards(board);
            finish(lead, scene, rollback);
        }
    }

    private static Page arm(Chromium chromium, Scene scene) throws IOException, InterruptedException {
        String guard = scene.server
                .upload("maria", "/api/guards?environment=demo", scene.plan.zip())
                .path("id")
                .asText();
        awaitTask(scene, "review-plan");
        Page ops = Tasklist.logIn(chromium, scene.server.url(), "olga");
        Tasklist.open(ops, "Review the plan");
        assertThat(ops.getByText("The plan on the board")).hasAttribute("href", "/board/guards/" + guard);
        Pictures.everywhere(ops, "form-review");
        ops.getByLabel("I have read the plan and accept it").check();
        Tasklist.complete(ops);
        awaitTask(scene, "approve-arming");
        Page chief = Tasklist.logIn(chromium, scene.server.url(), "cto");
        Tasklist.open(chief, "Approve arming");
        chief.getByLabel("I approve: arm the plan").check();
        Pictures.everywhere(chief, "form-approve-arming");
        Tasklist.complete(chief);
        awaitState(scene, "/api/guards/" + guard, "ARMED");
        return chief;
    }

    /** Build 2 is out, and build 1 cannot be published for now. @return where build 1 belongs */
    private static Path breakTheFrontEnd(Scene scene) throws IOException {
        Path builds = scene.host.folder().resolve("front-end");
        Files.delete(builds.resolve("current"));
        Files.createSymbolicLink(builds.resolve("current"), Path.of("2"));
        Files.move(builds.resolve("1"), builds.resolve("away"));
        return builds.resolve("1");
    }

    /** With the new version, before anybody sees that it is broken. */
    private static void somebodySignsUp(Scene scene) {
        JdbcClient.create(scene.database.asOwner())
                .sql("INSERT INTO users (name, role, password_hash) VALUES ('late-comer', 'member', 'none')")
                .update();
    }

    private static String alert(Scene scene) throws IOException, InterruptedException {
        Map<String, String> token = Map.of("Authorization", "Bearer t0ken");
        String alert = ALERT.formatted(Instant.now());
        assertThat(scene.server
                        .ask(Optional.empty(), "POST", "/api/alerts/alertmanager", alert, token)
                        .status())
                .isEqualTo(202);
        awaitTask(scene, "decide-what-to-do");
        return scene.server.read("olga", "/api/rollbacks").path(0).path("id").asText();
    }

    private static Page logInAtTheBoard(Chromium chromium, Scene scene) throws IOException {
        Page page = chromium.visitor(new Browser.NewContextOptions()
                        .setViewportSize(1200, 900)
                        .setBaseURL(scene.server.url().toString()))
                .newPage();
        page.navigate("/board");
        Pictures.everywhere(page, "board-log-in");
        page.getByLabel("Name").fill("maria");
        page.getByLabel("Password").fill("maria");
        page.keyboard().press("Enter");
        return page;
    }

    private static void follow(Page board, String rollback) throws IOException {
        Locator row = board.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Rollbacks"))
                .locator("tbody tr");
        assertThat(row).containsText("A decision is asked for");
        Pictures.everywhere(board, "board-list");
        row.getByRole(AriaRole.LINK).click();
        assertThat(board).hasURL(Pattern.compile(".*/board/rollbacks/" + rollback));
        assertThat(board.locator(".facts").first()).containsText("nobody signs up any more");
    }

    private static void decide(Page lead, Page board, Scene scene, String rollback) throws Exception {
        String task = task(scene, "decide-what-to-do");
        lead.setViewportSize(1500, 1300);
        lead.navigate(board.url());
        lead.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Answer: Decide what to do"))
                .click();
        lead.waitForURL(address -> address.contains("task=" + task));
        Tasklist.claim(lead);
        for (String seen : List.of("What is wrong", "Recommended level", "Why", "Time", "Loss", "All options")) {
            assertThat(lead.getByText(seen, new Page.GetByTextOptions().setExact(false))
                            .first())
                    .isVisible();
        }
        assertThat(lead.getByLabel("At this moment"))
                .hasValue(Pattern.compile("Level 3: restore the backup now: 1 row set aside; .*"));
        assertThat(lead.getByLabel("Evidence").inputValue())
                .contains(
                        "“The monitoring reports that nobody signs up any more” fired: alertmanager reports SignUpBroken")
                .contains("“Users lost their role” is quiet: 0 is not above 0.")
                .doesNotContain("{", "SELECT", "api-errors");
        assertThat(lead.getByText("The rollback on the board")).hasAttribute("href", "/board/rollbacks/" + rollback);
        Pictures.everywhere(lead, "form-decide");
        Tasklist.complete(lead);
        awaitTask(scene, "approve-restore");
        assertThat(scene.rollback(rollback).path("level").asText()).isEqualTo("L3");
        assertThat(scene.rollback(rollback).path("decidedBy").asText()).isEqualTo("maria");
        assertThat(board.locator(".asks")).containsText("Approve restoring the backup");
    }

    private static void approveTheRestore(Page lead, Page chief, Scene scene) throws Exception {
        Tasklist.open(lead, "Approve restoring the backup");
        lead.getByLabel("I approve restoring the backup").check();
        Tasklist.complete(lead);
        lead.getByText("asked for or decided on the restore", new Page.GetByTextOptions().setExact(false))
                .first()
                .waitFor();
        lead.reload();
        awaitTask(scene, "approve-restore");
        scene.server.send(
                "admin", "POST", "/engine-rest/task/" + task(scene, "approve-restore") + "/unclaim", Map.of());
        Tasklist.open(chief, "Approve restoring the backup");
        chief.getByLabel("I approve restoring the backup").check();
        Pictures.everywhere(chief, "form-approve-restore");
        Tasklist.complete(chief);
        Awaitility.await()
                .atMost(Patience.ENOUGH)
                .until(() -> task(scene, "approve-restore").isEmpty());
    }

    private static void mend(Page lead, Page board, Scene scene, Path build) throws IOException {
        awaitTask(scene, "choose-how-to-go-on");
        assertThat(board.locator(".asks")).containsText("Choose how to go on");
        Pictures.everywhere(board, "board-live");
        Tasklist.open(lead, "Choose how to go on");
        assertThat(lead.getByLabel("What it printed")).hasValue(Pattern.compile("there is no build 1 in .*"));
        Files.move(build.resolveSibling("away"), build);
        Tasklist.choose(lead, "Go on how?", "Try it again");
        Pictures.everywhere(lead, "form-step-failed");
        Tasklist.complete(lead);
    }

    private static void close(Page lead, Page board, Scene scene) throws IOException {
        awaitTask(scene, "confirm-rollback");
        assertThat(board.locator(".asks")).containsText("Confirm the rollback");
        Tasklist.open(lead, "Confirm the rollback");
        lead.getByLabel("The old version works").check();
        Pictures.everywhere(lead, "form-confirm");
        Tasklist.complete(lead);
        awaitTask(scene, "decide-salvage");
        assertThat(board.locator(".asks")).containsText("Decide about the data set aside");
        Tasklist.open(lead, "Decide about the data set aside");
        Tasklist.choose(lead, "What becomes of it?", "Replay it into the restored tables now");
        assertThat(lead.getByLabel("Situation"))
                .hasValue(Pattern.compile("Set aside: 1 row or value\\. Lost: nothing\\. .*"));
        Pictures.everywhere(lead, "form-decide-salvage");
        Tasklist.complete(lead);
    }

    private static void readAfterwards(Page board) throws IOException {
        Pictures.everywhere(board, "board-ended");
        board.locator("#report").click();
        assertThat(board.locator("h1").first()).containsText("Incident");
        Pictures.everywhere(board, "board-report");
        board.navigate("/board/history");
        assertThat(board.locator(".past")).containsText("Rolled back");
        assertThat(board.locator(".past")).containsText("Level 3: restore the backup");
        assertThat(board.locator(".past")).containsText("Ledger intact");
        Pictures.everywhere(board, "board-history");
        board.navigate("/board/plans");
        Pictures.everywhere(board, "board-plans");
        board.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("MIG-002"))
                .click();
        assertThat(board.locator("h1")).hasText("Consistent ids");
        Pictures.everywhere(board, "board-guard");
        board.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("The whole plan"))
                .click();
        assertThat(board.locator("h1").first()).containsText("Consistent ids");
        Pictures.everywhere(board, "board-plan");
    }

    private static void finish(Page lead, Scene scene, String rollback) throws IOException {
        Tasklist.open(lead, "Update this plan and schedule the next attempt");
        assertThat(lead.getByLabel("What is to be done")).hasValue("Update this plan and schedule the next attempt");
        lead.getByLabel("What came of it").fill("planned for Thursday");
        Pictures.everywhere(lead, "form-follow-up");
        Tasklist.complete(lead);
        Awaitility.await()
                .atMost(Patience.ENOUGH)
                .until(() -> scene.server
                        .read("olga", "/api/rollbacks/" + rollback + "/ledger")
                        .toString()
                        .contains("planned for Thursday"));
    }

    private static void awaitTask(Scene scene, String key) {
        Awaitility.await().atMost(Patience.ENOUGH).until(() -> !task(scene, key).isEmpty());
    }

    private static void awaitState(Scene scene, String path, String state) {
        Awaitility.await()
                .atMost(Patience.ENOUGH)
                .until(() ->
                        scene.server.read("olga", path).path("state").asText().equals(state));
    }

    private static String task(Scene scene, String key) throws InterruptedException {
        return scene.server
                .read("admin", "/engine-rest/task?taskDefinitionKey=" + key)
                .path(0)
                .path("id")
                .asText();
    }
}
