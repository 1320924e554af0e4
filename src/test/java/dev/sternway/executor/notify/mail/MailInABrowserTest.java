package dev.sternway.executor.notify.mail;

import static dev.sternway.testing.Steps.done;
import static dev.sternway.testing.Steps.inputs;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.sternway.executor.TestContext;
import dev.sternway.testing.Chromium;
import dev.sternway.testing.Targets;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mail as it looks to whoever opens it, on a desk and on a phone. */
class MailInABrowserTest {
    private static final Path SHOTS =
            Path.of(Boolean.getBoolean("sternway.update") ? "docs/images" : "target/screenshots");
    private static final String MAIL = """
            target: mail
            from: releases@todo.example
            to: [maria@todo.example]
            subject: "[INC-20261121-AB12] Consistent ids: rolling back"
            text: |
              We are rolling back Consistent ids (release 2.4.0) in production, because 14 % of requests end in an error.

              Commander: maria (deploy-lead)
              Expected until: 45m
              Next update: 18:19 UTC

              Now: Restore the tables from the copy; 7 of 12 steps done.

              - Nobody can sign up until it is over
              - 214 orders are set aside and come back afterwards
              - See https://status.todo.example/incidents/INC-20261121-AB12/a-very-long-address-that-no-telephone-is-wide-enough-for?with=a&query=too
            """;

    @TempDir
    private Path folder;

    @Test
    void readsWellOnADeskAndOnAPhoneByDayAndByNight() throws Exception {
        String html = received();

        try (Chromium chromium = new Chromium()) {
            look(chromium, html, 900, ColorScheme.LIGHT, "mail.png");
            look(chromium, html, 390, ColorScheme.LIGHT, "mail-phone.png");
            look(chromium, html, 390, ColorScheme.DARK, "mail-phone-dark.png");
        }
    }

    private String received() throws Exception {
        GreenMail sink = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        try {
            sink.start();
            TestContext context = new TestContext(folder)
                    .target(
                            "mail",
                            Targets.mail("smtp://127.0.0.1:" + sink.getSmtp().getPort()));
            NotifyEmail email = new NotifyEmail();
            done(email.run(inputs(email, MAIL), context));
            MimeMessage mail = sink.getReceivedMessages()[0];
            MimeMultipart either = (MimeMultipart)
                    ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent();
            return String.valueOf(either.getBodyPart(1).getContent());
        } finally {
            sink.stop();
        }
    }

    private static void look(Chromium chromium, String html, int width, ColorScheme colours, String picture) {
        Page page = chromium.browser()
                .newPage(
                        new Browser.NewPageOptions().setViewportSize(width, 700).setColorScheme(colours));
        page.route("**", route -> route.abort());
        page.setContent(html);
        for (String words : new String[] {
            "INC-20261121-AB12",
            "Consistent ids: rolling back",
            "because 14 % of requests end in an error",
            "Next update",
            "18:19 UTC",
            "7 of 12 steps done",
            "Nobody can sign up until it is over"
        }) {
            assertThat(words(page, words).isVisible()).as(words).isTrue();
            assertThat(contrast(page, words)).as("contrast of " + words).isGreaterThan(4.5);
        }
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as("nothing to scroll sideways at " + width)
                .isEqualTo(true);
        assertThat(words(page, "Nobody can sign up until it is over").boundingBox().height)
                .isPositive();
        page.screenshot(
                new Page.ScreenshotOptions().setPath(SHOTS.resolve(picture)).setFullPage(true));
        page.close();
    }

    /** What a list of mails shows of it is hidden in the mail itself. */
    private static Locator words(Page page, String words) {
        return page.locator("table").first().getByText(words).first();
    }

    /** Of an element's letters with what lies behind them, as WCAG counts it. */
    private static double contrast(Page page, String words) {
        Object ratio = words(page, words).evaluate("""
                element => {
                  const rgb = text => text.match(/[0-9.]+/g).map(Number);
                  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
                    .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
                    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
                  let behind = element;
                  while (behind && (rgb(getComputedStyle(behind).backgroundColor)[3] ?? 1) === 0) behind = behind.parentElement;
                  const a = light(rgb(getComputedStyle(element).color));
                  const b = light(behind ? rgb(getComputedStyle(behind).backgroundColor) : [255, 255, 255]);
                  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                }
                """);
        return ((Number) ratio).doubleValue();
    }
}
