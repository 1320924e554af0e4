package dev.sternway.run.underway;

import dev.sternway.ledger.Receipt;
import java.util.List;
import java.util.Optional;

/** Where it is kept how far open attempts are and who wants them cancelled, for all nodes to see. */
public interface Underway {
    /**
     * An attempt that has not ended.
     *
     * @param receipt its output is the end of what was printed so far
     * @param progress how far it is, in words; empty when it has not said so
     * @param cancelledBy who wants it cancelled
     */
    record Open(Receipt receipt, String progress, Optional<String> cancelledBy) {}

    /** In the order they started. */
    List<Open> open(String runId);

    /** Notes how far an attempt is, and the end of what it printed. @return who wants it cancelled, and why */
    Optional<String> note(Receipt open, String progress, String printed);

    /** @return false when the attempt has ended, or somebody wanted it before */
    boolean wantCancelled(Receipt open, String who);
}
