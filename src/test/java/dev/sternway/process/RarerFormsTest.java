package dev.sternway.process;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ViewportSize;
import dev.sternway.run.step.Receipts;
import dev.sternway.testing.Chromium;
import dev.sternway.testing.Patience;
import dev.sternway.testing.Pictures;
import dev.sternway.testing.Tasklist;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.operaton.bpm.engine.RepositoryService;

/** What a rollback asks people now and then, in front of a real browser. */
class RarerFormsTest {
    private static final Path DRAWN = Path.of("src/test/resources/process/drawn/my-restoration.bpmn");
    private static final String[] EDITS = {
        "preservation:\n    within: 15m",
        "preservation:\n    within: 2s",
        "      - {name: Close the door, uses: command/run, with: {host: PLAN-host, argv: [\"true\"], probe: [\"false\"]}}",
        "      - {name: Call the data centre, uses: manual/instruction, with: {role: ops, instruction: \"Call +1 555 0199 and"
                + " have them take the second line out\"}}",
        "restoration: {within: 60m, steps: []}",
        "restoration: {within: 60m, process: my-restoration, steps: []}"
    };

    @TempDir
    private Path folder;

    @Test
    void workByHandAPhaseThatIsLateAndAQuestionOfADiagramAreAskedInTasklist() throws Exception {
        try (ArmedPlans plans = new ArmedPlans(folder);
                Chromium chromium = new Chromium()) {
            plans.bean(RepositoryService.class)
                    .createDeployment()
                    .name("drawn")
                    .addInputStream("my-restoration.bpmn", java.nio.file.Files.newInputStream(DRAWN))
                    .deploy();
            String rollback = plans.fire(plans.arm(Optional.of("olga"), EDITS), "by-itself");
            plans.task(rollback, "handle-overrun");
            Page page = Tasklist.logIn(chromium, URI.create("http://localhost:" + plans.port()), "admin");

            Tasklist.open(page, "Handle the overrun");
            assertThat(page.getByLabel("Situation"))
                    .hasValue("The phase preservation should have ended after 2s and still runs.");
            page.getByLabel("What do you do about it?").fill("I call the data centre myself");
            Pictures.everywhere(page, "form-phase-overrun");
            onAPhoneTheTaskComesFirstAndInTheDarkNothingIsBright(page);
            Tasklist.complete(page);

            Tasklist.open(page, "Do it by hand");
            assertThat(page.getByLabel("Step")).hasValue("Call the data centre");
            assertThat(page.getByLabel("Instruction")).hasValue(Pattern.compile(".*take the second line out"));
            Tasklist.choose(page, "How did it go?", "Done");
            page.getByLabel("Note").fill("They took it out at 03:12");
            Pictures.everywhere(page, "form-manual-step");
            Tasklist.complete(page);

            plans.task(rollback, "approve-going-on");
            Tasklist.open(page, "Approve going on");
            assertThat(page.getByLabel("Question")).hasValue("May the shop open again?");
            assertThat(page.getByLabel("Without an answer")).hasValue(Pattern.compile(".*counts as refused\\."));
            page.getByLabel("Yes, go on").check();
            Pictures.everywhere(page, "form-approve-going-on");
            Tasklist.complete(page);

            Awaitility.await()
                    .atMost(Patience.ENOUGH)
                    .untilAsserted(() -> assertThat(plans.bean(Receipts.class).of(rollback))
                            .extracting(receipt -> receipt.step() + " " + receipt.state())
                            .contains("Call the data centre BY_HAND", "Open the shop DONE"));
        }
    }

    private static void onAPhoneTheTaskComesFirstAndInTheDarkNothingIsBright(Page page) {
        ViewportSize wide = page.viewportSize();
        page.setViewportSize(390, 844);
        assertThat(page.locator(".column.task-details").boundingBox().y)
                .isLessThan(page.locator(".column.tasks-list").boundingBox().y);
        assertThat(page.locator(".fjs-form").boundingBox().x).isBetween(0.0, 40.0);
        assertThat(page.locator(".fjs-form").boundingBox().width).isBetween(250.0, 390.0);
        assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
        page.setViewportSize(wide.width, wide.height);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        assertThat(page.locator("html")).hasCSS("filter", Pattern.compile("invert.*"));
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }
}
