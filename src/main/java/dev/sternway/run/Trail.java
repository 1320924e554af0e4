package dev.sternway.run;

import dev.sternway.ledger.Entry;
import java.util.List;
import java.util.Map;

/** Where the ledger is kept. */
public interface Trail {
    /** Appends to the run's chain in the caller's transaction. */
    void append(String runId, String actor, Entry.Kind kind, String text, Map<String, String> detail);

    /** In order. */
    List<Entry> of(String runId);

    /** How many entries the run has. */
    long length(String runId);

    /** Ids of all runs that have entries, the anchors' chain left out. */
    List<String> runs();
}
