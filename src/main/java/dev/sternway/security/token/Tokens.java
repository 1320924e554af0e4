package dev.sternway.security.token;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The tokens that were made; of the secrets only SHA-256 digests. */
public interface Tokens {
    void add(ApiToken token, String digest);

    Optional<ApiToken> ofDigest(String digest);

    Optional<ApiToken> find(String id);

    /** Newest first. */
    List<ApiToken> list();

    void used(String id, Instant at);

    void revoke(String id, Instant at);
}
