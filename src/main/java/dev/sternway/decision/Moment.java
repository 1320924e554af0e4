package dev.sternway.decision;

import dev.sternway.plan.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a data rollback would cost if it began now.
 *
 * @param rows that would be set aside; empty when they are not counted
 * @param unless why not, after "what is set aside"
 * @param latestSafe until when the last way back can still be taken, as far as the backup says
 */
public record Moment(Level level, OptionalLong rows, String unless, Instant at, Optional<Instant> latestSafe) {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM, HH:mm", java.util.Locale.ENGLISH);

    /** @param before an earlier look at the same level, from which the growth follows */
    public String text(Optional<Moment> before) {
        return Option.words(level) + " now: "
                + (rows.isPresent()
                        ? rows.getAsLong() + (rows.getAsLong() == 1 ? " row" : " rows") + " set aside"
                        : "what is set aside " + unless)
                + before.flatMap(this::growth).orElse("")
                + latestSafe.map(it -> "; latest safe decision " + words(it)).orElse("")
                + " (as of " + SECOND.format(at.atZone(ZoneOffset.UTC)) + " UTC)";
    }

    /** In one word, to be read again by {@link #parse}. */
    public String mark() {
        return level + "/" + (rows.isPresent() ? rows.getAsLong() : "") + "/" + at;
    }

    /** @return empty for anything else than a mark */
    public static Optional<Moment> parse(String mark) {
        String[] parts = mark.split("/", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        OptionalLong rows = parts[1].isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(parts[1]));
        return Optional.of(new Moment(Level.valueOf(parts[0]), rows, "", Instant.parse(parts[2]), Optional.empty()));
    }

    private Optional<String> growth(Moment before) {
        double minutes = Duration.between(before.at, at).toMillis() / 60_000.0;
        if (before.level != level || rows.isEmpty() || before.rows.isEmpty() || minutes <= 0) {
            return Optional.empty();
        }
        long aMinute = Math.round((rows.getAsLong() - before.rows.getAsLong()) / minutes);
        return Optional.of(
                aMinute > 0
                        ? ", growing " + aMinute + "/min"
                        : aMinute < 0 ? ", falling " + -aMinute + "/min" : ", not growing");
    }

    private String words(Instant when) {
        boolean today = Duration.between(at, when).compareTo(Duration.ofHours(20)) < 0;
        return (today ? MINUTE : DAY).format(when.atZone(ZoneOffset.UTC)) + " UTC"
                + (when.isBefore(at) ? " (over)" : "");
    }
}
