package dev.sternway.security.token;

import dev.sternway.security.access.Action;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A token without its secret.
 *
 * @param prefix the secret's first characters, to recognise it by
 * @param owner whose groups it acts with
 */
public record ApiToken(
        String id,
        String name,
        String prefix,
        String owner,
        Set<Action> scopes,
        String createdBy,
        Instant createdAt,
        Instant expiresAt,
        Optional<Instant> lastUsedAt,
        Optional<Instant> revokedAt) {
    boolean valid(Instant now) {
        return revokedAt.isEmpty() && now.isBefore(expiresAt);
    }
}
