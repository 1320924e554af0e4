package dev.sternway.testing;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * How long tests wait for what must come to pass, where they do not say so themselves: long enough for a slow machine
 * that does other work as well. What a promise of the product limits says its own limit.
 */
public final class Patience implements LauncherSessionListener {
    /** For anything that is awaited. */
    public static final Duration ENOUGH = Duration.ofSeconds(90);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(ENOUGH);
        PlaywrightAssertions.setDefaultAssertionTimeout(ENOUGH.toMillis());
    }
}
