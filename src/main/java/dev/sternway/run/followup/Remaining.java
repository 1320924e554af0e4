package dev.sternway.run.followup;

import java.time.Instant;

/**
 * Work that remains after a rollback.
 *
 * @param owner a role of the plan, or a person
 */
public record Remaining(
        String rollbackId,
        String planTitle,
        String incident,
        String title,
        String owner,
        boolean ownerIsPerson,
        Instant due) {}
