package dev.sternway.run.hand;

import java.util.Map;

/**
 * All that is known of a rollback.
 *
 * @param state for machines
 * @param files by name, for people: the page, the scripts, the ledger
 * @param plan the sealed plan as a zip
 */
public record Exported(Map<String, Object> state, Map<String, String> files, byte[] plan) {}
