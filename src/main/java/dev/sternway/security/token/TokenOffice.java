package dev.sternway.security.token;

import dev.sternway.base.Digest;
import dev.sternway.base.ProblemException;
import dev.sternway.security.People;
import dev.sternway.security.access.Action;
import dev.sternway.security.access.Caller;
import dev.sternway.security.access.Role;
import dev.sternway.security.access.Witness;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes, lists, revokes and recognises tokens. */
@Component
public class TokenOffice {
    public static final String MARK = "stw_";

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);
    private static final int SECRET_BYTES = 32;
    private static final int SHOWN = 12;

    private final Tokens tokens;
    private final People people;
    private final Witness witness;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    TokenOffice(Tokens tokens, People people, Witness witness, Clock clock) {
        this.tokens = tokens;
        this.people = people;
        this.witness = witness;
        this.clock = clock;
    }

    /** @param secret shown this once */
    public record Made(ApiToken token, String secret) {}

    /** @param owner somebody else's only for administrators */
    @Transactional
    public Made make(Caller caller, String owner, String name, Set<Action> scopes, Duration life) {
        if (!caller.person()) {
            throw ProblemException.of("SW-0813", "A token makes no tokens", "", "Log in with a password");
        }
        if (name.isBlank() || name.length() > 100 || scopes.isEmpty()) {
            throw ProblemException.of(
                    "SW-0812",
                    "A token needs a name of at most 100 characters and a scope",
                    "",
                    "Send name and scopes");
        }
        if (life.isNegative() || life.isZero() || life.compareTo(LONGEST) > 0) {
            throw ProblemException.of("SW-0812", "A token lives at most 366 days", "expires", "Give it like 90d");
        }
        if (!owner.equals(caller.getName()) && !caller.may(Action.ADMIN)) {
            throw ProblemException.of(
                    "SW-0813", "Only an administrator makes tokens for others", "owner", "Leave it out");
        }
        Set<Action> may = Role.actions(people.groups(owner)
                .orElseThrow(() -> ProblemException.of("SW-0814", "Nobody is called " + owner, "owner", "")));
        if (!may.containsAll(scopes)) {
            throw ProblemException.of(
                    "SW-0813",
                    "A scope is more than " + owner + " may",
                    "scopes",
                    "Leave it out, or name another owner");
        }
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = MARK + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        ApiToken token = new ApiToken(
                UUID.randomUUID().toString(),
                name.strip(),
                secret.substring(0, SHOWN),
                owner,
                Set.copyOf(scopes),
                caller.getName(),
                now,
                now.plus(life),
                Optional.empty(),
                Optional.empty());
        tokens.add(token, Digest.of(secret));
        note(Witness.Deed.TOKEN_MADE, caller, "made the token", token);
        return new Made(token, secret);
    }

    /** The caller's own; an administrator sees all. */
    public List<ApiToken> list(Caller caller) {
        return tokens.list().stream().filter(token -> mine(token, caller)).toList();
    }

    @Transactional
    public void revoke(Caller caller, String id) {
        ApiToken token = tokens.find(id)
                .filter(found -> mine(found, caller))
                .orElseThrow(() ->
                        ProblemException.of("SW-0817", "There is no token " + id, "id", "Look at sternway token list"));
        if (token.revokedAt().isEmpty()) {
            tokens.revoke(id, clock.instant());
            note(Witness.Deed.TOKEN_REVOKED, caller, "revoked the token", token);
        }
    }

    /** @return empty when the token is unknown, over, revoked, or its owner gone or disabled */
    public Optional<Caller> recognise(String secret) {
        Instant now = clock.instant();
        return tokens.ofDigest(Digest.of(secret))
                .filter(token -> token.valid(now))
                .flatMap(token -> people.groups(token.owner()).map(groups -> {
                    if (token.lastUsedAt().isEmpty()
                            || token.lastUsedAt().get().plus(NOTED_EVERY).isBefore(now)) {
                        tokens.used(token.id(), now);
                    }
                    return Caller.token(token.owner(), groups, token.scopes());
                }));
    }

    private void note(Witness.Deed deed, Caller caller, String did, ApiToken token) {
        witness.note(
                deed,
                caller.getName(),
                did + " " + token.name() + " of " + token.owner(),
                Map.of(
                        "token",
                        token.id(),
                        "scopes",
                        token.scopes().stream().map(Action::scope).sorted().collect(Collectors.joining(", ")),
                        "expires",
                        token.expiresAt().toString()));
    }

    private static boolean mine(ApiToken token, Caller caller) {
        return caller.may(Action.ADMIN) || token.owner().equals(caller.getName());
    }
}
