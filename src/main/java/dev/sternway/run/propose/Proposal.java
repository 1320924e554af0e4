package dev.sternway.run.propose;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Files that are to be deployed together.
 *
 * @param digest SHA-256 over names and contents: what was looked at is what is deployed
 * @param files contents by file name
 * @param verdict what became of it; empty while it waits
 */
public record Proposal(
        String id,
        String name,
        String proposedBy,
        Instant proposedAt,
        String digest,
        Map<String, String> files,
        Optional<Verdict> verdict) {
    /**
     * @param deployment id of the engine's deployment, or nothing
     * @param reason what was said with a rejection
     */
    public record Verdict(boolean deployed, String by, Instant at, Optional<String> deployment, String reason) {}

    public Proposal {
        files = java.util.Collections.unmodifiableMap(new TreeMap<>(files));
    }
}
