package dev.sternway.security.login;

import java.time.Duration;
import org.springframework.security.authentication.LockedException;

/** Too many failures; the password was not looked at. */
public final class LockedOut extends LockedException {
    private final long seconds;

    LockedOut(Duration left) {
        super("too many failed log-ins");
        seconds = left.toSeconds() + 1;
    }

    /** How long there is to wait. */
    public long seconds() {
        return seconds;
    }
}
