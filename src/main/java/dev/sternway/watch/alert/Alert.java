package dev.sternway.watch.alert;

import dev.sternway.base.Digest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One alert of a monitoring system. Repeats of it carry the same fingerprint and start.
 *
 * @param source the format in which it came
 * @param startsAt when it began to fire, to the microsecond
 * @param endsAt when it ended, once it is resolved
 * @param summary one line for people; may be empty
 */
public record Alert(
        String source,
        String fingerprint,
        Instant startsAt,
        Optional<Instant> endsAt,
        String name,
        Map<String, String> labels,
        String summary) {
    /** Names the plan. */
    public static final String PLAN = "sternway_plan";
    /** Names the environment, when the plan is armed in several. */
    public static final String ENVIRONMENT = "sternway_environment";
    /** Names the trigger, when its name is not the alert's. */
    public static final String TRIGGER = "sternway_trigger";
    /** Names a target of the plan. */
    public static final String TARGET = "sternway_target";

    private static final int LONGEST = 200;

    public Alert {
        startsAt = startsAt.truncatedTo(ChronoUnit.MICROS);
        endsAt = endsAt.map(at -> at.truncatedTo(ChronoUnit.MICROS));
        labels = Map.copyOf(labels);
        fingerprint = fingerprint.length() > LONGEST ? Digest.of(fingerprint) : fingerprint;
    }

    public boolean resolved() {
        return endsAt.isPresent();
    }

    public Optional<String> label(String label) {
        return Optional.ofNullable(labels.get(label)).filter(value -> !value.isBlank());
    }

    /** For senders that give none: the same name and labels are the same alert. */
    static String fingerprintOf(String name, Map<String, String> labels) {
        return Digest.of(name + new TreeMap<>(labels));
    }
}
