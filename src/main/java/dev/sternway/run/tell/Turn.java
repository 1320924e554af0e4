package dev.sternway.run.tell;

import java.time.Duration;

/** What a sender may do next in a channel. */
public sealed interface Turn {
    /** Send this; nobody else sends anything there meanwhile. */
    record Yours(Outgoing message) implements Turn {}

    /** Look again then: the channel is not free before. */
    record Later(Duration pause) implements Turn {}

    /** Nothing waits. */
    record Nothing() implements Turn {}
}
