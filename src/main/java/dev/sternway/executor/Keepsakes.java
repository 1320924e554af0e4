package dev.sternway.executor;

import java.util.Optional;

/** Durable notes by key, for example what a freeze must put back. Scoped to one guard. Values are at most 64 KiB of text. */
public interface Keepsakes {
    Optional<String> find(String key);

    /** Writes or replaces, durably, before it returns. */
    void keep(String key, String value);

    void forget(String key);
}
