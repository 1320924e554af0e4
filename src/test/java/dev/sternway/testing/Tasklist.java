package dev.sternway.testing;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import org.awaitility.Awaitility;

/** What people do in Tasklist. */
public final class Tasklist {
    private Tasklist() {}

    /** @param person whose password is the name */
    public static Page logIn(Chromium chromium, URI server, String person) {
        Page page = chromium.visitor(new Browser.NewContextOptions().setViewportSize(1500, 1300))
                .newPage();
        page.navigate(server.resolve("/operaton/app/tasklist/default/").toString());
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

    /** And claims it. */
    public static void open(Page page, String task) {
        page.getByText("All tasks").first().click();
        page.locator(".tasks-list").getByText(task).first().click();
        claim(page);
    }

    public static void claim(Page page) {
        page.getByText("Claim", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
        page.locator(".fjs-form").first().waitFor();
    }

    public static void choose(Page page, String question, String answer) {
        page.locator(".fjs-form-field-select")
                .filter(new Locator.FilterOptions().setHasText(question))
                .locator(".fjs-select-display")
                .click();
        page.locator(".fjs-dropdownlist-item")
                .filter(new Locator.FilterOptions().setHasText(answer))
                .click();
    }

    public static void complete(Page page) {
        page.getByText("Complete", new Page.GetByTextOptions().setExact(true))
                .first()
                .click();
    }
}
