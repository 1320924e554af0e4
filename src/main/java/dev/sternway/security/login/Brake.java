package dev.sternway.security.login;

import java.time.Duration;
import java.time.Instant;

/**
 * How many failures are free, and how long the next try waits after that: the first time, then twice as long each time,
 * up to a limit. A person's own brake stays short, because strangers can pull it.
 */
enum Brake {
    PERSON_AT_ADDRESS(5, Duration.ofSeconds(30), Duration.ofMinutes(15)),
    ADDRESS(30, Duration.ofSeconds(30), Duration.ofMinutes(15)),
    PERSON(20, Duration.ofSeconds(1), Duration.ofSeconds(30));

    private static final int MOST_DOUBLINGS = 20;

    private final int free;
    private final Duration first;
    private final Duration longest;

    Brake(int free, Duration first, Duration longest) {
        this.free = free;
        this.first = first;
        this.longest = longest;
    }

    /** @return how long there is to wait; zero when the next try is free */
    Duration left(Attempts.Count count, Instant now) {
        if (count.failures() < free) {
            return Duration.ZERO;
        }
        Duration wait = first.multipliedBy(1L << Math.min(count.failures() - free, MOST_DOUBLINGS));
        Duration left = Duration.between(now, count.last().plus(wait.compareTo(longest) < 0 ? wait : longest));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Whether one more failure is the one after which the next try waits. */
    boolean pulledBy(int before) {
        return before + 1 == free;
    }

    String text(String whom) {
        return "after " + free + " failures log-ins wait: "
                + switch (this) {
                    case PERSON_AT_ADDRESS -> "those of " + whom + " from one address";
                    case ADDRESS -> "all from one address";
                    case PERSON -> "those of " + whom + " from everywhere";
                };
    }

    String subject(String person, String address) {
        return name()
                + switch (this) {
                    case PERSON_AT_ADDRESS -> "\n" + person + "\n" + address;
                    case ADDRESS -> "\n" + address;
                    case PERSON -> "\n" + person;
                };
    }
}
