package dev.sternway.run.tell;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where messages are kept that wait, are being sent, or were sent lately. */
public interface Messages {
    /** @return false when it is there already */
    boolean add(Outgoing message, Instant now);

    Optional<Outgoing.State> state(String id);

    /** Those that may be tried now, oldest first: also those whose sender has not been heard of in time. */
    List<Outgoing> due(Instant now, int limit);

    /** Takes one that is due for whoever calls first; it is due again at {@code until} unless it is settled before. */
    Optional<Outgoing> claim(String id, Instant now, Instant until);

    /** To be tried again. */
    void again(Outgoing tried, Instant due);

    /** @return false when somebody else has it now */
    boolean end(Outgoing tried, Outgoing.State state);

    /** Forgets what was settled before. */
    void forget(Instant before);
}
