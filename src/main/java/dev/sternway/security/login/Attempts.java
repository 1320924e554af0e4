package dev.sternway.security.login;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Failed log-ins, counted for all nodes together. */
public interface Attempts {
    /** How often in a row, and when last. */
    record Count(int failures, Instant last) {}

    /** @return what is counted under these subjects; those without failures are left out */
    Map<String, Count> of(Collection<String> subjects);

    /** Counts one more; starts again at one when the last failure is older than {@code stale}. */
    void failed(String subject, Instant now, Instant stale);

    void forget(Collection<String> subjects);

    /** Forgets everything whose last failure is older. */
    void purge(Instant stale);
}
