package dev.sternway.run.tell;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where messages are kept that wait, are being sent, or were sent lately. */
public interface Messages {
    /** @return false when it is there already */
    boolean add(Outgoing message, Instant now);

    Optional<Outgoing.State> state(String id);

    /**
     * A message, without its text.
     *
     * @param uses how it is sent
     */
    record Told(String name, String uses, Outgoing.State state, Instant writtenAt) {}

    /** Of one run, the latest first. */
    List<Told> of(String runId, int limit);

    /** Channels in which something may be tried now: also what a sender has that has not been heard of in time. */
    List<String> channels(Instant now);

    /**
     * Takes the oldest that is due in a channel, when the channel is free, for whoever calls first on whichever node; the others
     * leave the channel alone until {@link #free} is called, or for as long as a try usually takes at most.
     *
     * @param until it is due again then, unless it is settled before
     */
    Turn next(String channel, Instant now, Instant until);

    /** Ends a turn: the channel is free again after so long. */
    void free(String channel, Duration after);

    /** To be tried again. */
    void again(Outgoing tried, Instant due);

    /** @return false when somebody else has it now */
    boolean end(Outgoing tried, Outgoing.State state);

    /** Forgets what was settled before. */
    void forget(Instant before);
}
