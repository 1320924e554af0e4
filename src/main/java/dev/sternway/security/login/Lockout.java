package dev.sternway.security.login;

import dev.sternway.base.Digest;
import dev.sternway.security.People;
import dev.sternway.security.access.Witness;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Lets a password be tried, or not: it counts failures per person, per address and of both together. */
@Component
public class Lockout {
    private static final Duration MEMORY = Duration.ofHours(1);
    private static final int STRIPES = 64;

    private final Attempts attempts;
    private final People people;
    private final Witness witness;
    private final Clock clock;
    private final Object[] stripes = new Object[STRIPES];

    Lockout(Attempts attempts, People people, Witness witness, Clock clock) {
        this.attempts = attempts;
        this.people = people;
        this.witness = witness;
        this.clock = clock;
        Arrays.setAll(stripes, i -> new Object());
    }

    /** @throws LockedOut when there were too many failures. */
    public <T> Optional<T> attempt(String person, String address, Supplier<Optional<T>> check) {
        Map<Brake, String> subjects = subjects(person.toLowerCase(Locale.ROOT), network(address));
        // one after the other, so that many tries at once are not all the first
        synchronized (stripes[Math.floorMod(subjects.hashCode(), STRIPES)]) {
            Map<String, Attempts.Count> counts = attempts.of(subjects.values());
            refuseTooEarly(subjects, counts);
            Optional<T> result = check.get();
            if (result.isEmpty()) {
                count(subjects);
                subjects.forEach((brake, subject) -> {
                    if (brake.pulledBy(Optional.ofNullable(counts.get(subject))
                            .map(Attempts.Count::failures)
                            .orElse(0))) {
                        locked(brake, person, address);
                    }
                });
            } else if (!counts.isEmpty()) {
                attempts.forget(List.of(required(subjects, Brake.PERSON_AT_ADDRESS), required(subjects, Brake.PERSON)));
            }
            return result;
        }
    }

    /** A name that nobody has is not written down: it may be a password. */
    private void locked(Brake brake, String person, String address) {
        String whom = people.groups(person).isPresent() ? person : "a name that nobody has";
        witness.note(
                Witness.Deed.LOG_IN_LOCKED,
                "sternway",
                brake.text(whom),
                Map.of("from", address, "brake", brake.name()));
    }

    private void refuseTooEarly(Map<Brake, String> subjects, Map<String, Attempts.Count> counts) {
        Instant now = clock.instant();
        subjects.entrySet().stream()
                .flatMap(subject -> Optional.ofNullable(counts.get(subject.getValue())).stream()
                        .map(count -> subject.getKey().left(count, now)))
                .max(Duration::compareTo)
                .filter(left -> !left.isZero())
                .ifPresent(left -> {
                    throw new LockedOut(left);
                });
    }

    private void count(Map<Brake, String> subjects) {
        Instant now = clock.instant();
        subjects.values().forEach(subject -> attempts.failed(subject, now, now.minus(MEMORY)));
        attempts.purge(now.minus(MEMORY));
    }

    /** Digests only: people type passwords into the field for the name. */
    private static Map<Brake, String> subjects(String person, String address) {
        Map<Brake, String> subjects = new EnumMap<>(Brake.class);
        for (Brake brake : Brake.values()) {
            subjects.put(brake, Digest.of(brake.subject(person, address)));
        }
        return subjects;
    }

    private static String required(Map<Brake, String> subjects, Brake brake) {
        return Optional.ofNullable(subjects.get(brake)).orElseThrow();
    }

    /** Whoever has an address of IPv6 has 2^64 of them. */
    private static String network(String address) {
        String[] groups = address.split(":", -1);
        return groups.length < 5 ? address : String.join(":", Arrays.copyOf(groups, 4));
    }
}
