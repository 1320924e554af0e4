package dev.sternway.testing;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ViewportSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Pictures of pages in target/screenshots; {@code -Dsternway.update=true} takes them into docs/images. */
public final class Pictures {
    private static final Path SHOTS = Path.of("target", "screenshots");
    private static final Path DOCS = Path.of("docs", "images");
    private static final int PHONE = 390;
    private static final int PHONE_HEIGHT = 844;

    private Pictures() {}

    /** As the page is, in the dark, and on a phone. */
    public static void everywhere(Page page, String name) throws IOException {
        take(page, name);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        take(page, name + "-dark");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        onAPhone(page, name);
    }

    private static void onAPhone(Page page, String name) throws IOException {
        ViewportSize size = page.viewportSize();
        page.setViewportSize(PHONE, PHONE_HEIGHT);
        take(page, name + "-phone");
        page.setViewportSize(size.width, size.height);
    }

    private static void take(Page page, String name) throws IOException {
        Path file = SHOTS.resolve(name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
        if (Boolean.getBoolean("sternway.update")) {
            Files.copy(file, DOCS.resolve(name + ".png"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
