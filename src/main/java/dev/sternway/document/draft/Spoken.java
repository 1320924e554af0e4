package dev.sternway.document.draft;

import dev.sternway.base.DurationText;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations, dates and thresholds as people write them. Only what is there is read; nothing is made up. */
public final class Spoken {
    private static final String NUMBER = "(\\d{1,6}(?:\\.\\d{1,2})?)";
    private static final String UNIT =
            "(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)";
    private static final Pattern PART = Pattern.compile(NUMBER + "[\\s-]?" + UNIT + "\\b");
    private static final Pattern WHOLE =
            Pattern.compile("(?:" + NUMBER + "[\\s-]?" + UNIT + "\\b(?:,?\\s?(?:and\\s)?|$)){1,5}");
    private static final Pattern RANGE =
            Pattern.compile(NUMBER + "\\s?" + UNIT + "?\\s?(?:-|–|—|to)\\s?" + NUMBER + "\\s?" + UNIT);
    private static final Pattern SHIFTED = Pattern.compile(
            "t\\+" + NUMBER + "\\s?" + UNIT + "?\\s?(?:-|–|—|to|until)\\s?t\\+" + NUMBER + "\\s?" + UNIT + "?");
    private static final Pattern ROUNDLY = Pattern.compile(
            "^(?:about|approx\\.?|approximately|around|roughly|circa|ca\\.|up to|at most|max\\.?|maximum|within|under|less than|every|each|for|~|≈|<=|≤|<|\\+/-)\\s*|\\s*(?:or less|at most|max\\.?|maximum|or so)$");
    private static final Pattern BREACH = Pattern.compile(
            "(>=|<=|≥|≤|>|<|more than|above|over|exceeds|greater than|less than|below|under)\\s*(\\d{1,9}(?:\\.\\d{1,4})?)\\s*(%|percent)?");
    private static final Pattern WORSE = Pattern.compile(
            "(\\d{1,4})\\s*(?:%|percent)\\s+(?:worse|slower|higher|longer|more) than (?:the )?(?:baseline|normal|usual|before)");
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.ISO_LOCAL_DATE,
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("MMM d, uuuu", Locale.ENGLISH));

    private Spoken() {}

    /** From one time to another; both are the same when only one is given. */
    public record Span(Duration from, Duration to) {
        public boolean exact() {
            return from.equals(to);
        }

        public Duration length() {
            return to.minus(from);
        }
    }

    /** @return empty when the whole text is not one time or one range of times */
    public static Optional<Span> span(String given) {
        String text = ROUNDLY.matcher(given.strip().toLowerCase(Locale.ROOT))
                .replaceAll("")
                .strip();
        for (Pattern pattern : List.of(RANGE, SHIFTED)) {
            Matcher range = pattern.matcher(text);
            if (range.matches()) {
                String unit = range.group(4) == null ? range.group(2) : range.group(4);
                if (unit == null) {
                    return Optional.empty();
                }
                Duration from = of(range.group(1), range.group(2) == null ? unit : range.group(2));
                Duration to = of(range.group(3), unit);
                return from.compareTo(to) <= 0 ? Optional.of(new Span(from, to)) : Optional.empty();
            }
        }
        return single(text).map(it -> new Span(it, it));
    }

    private static Optional<Duration> single(String text) {
        try {
            return Optional.of(DurationText.parse(text.startsWith("pt") ? text.toUpperCase(Locale.ROOT) : text));
        } catch (IllegalArgumentException spoken) {
            if (!WHOLE.matcher(text).matches()) {
                return Optional.empty();
            }
            Duration sum = Duration.ZERO;
            for (Matcher part = PART.matcher(text); part.find(); ) {
                sum = sum.plus(of(part.group(1), part.group(2)));
            }
            return Optional.of(sum);
        }
    }

    private static Duration of(String number, String unit) {
        long seconds = switch (unit.startsWith("mil") ? "ms" : unit.startsWith("mi") ? "m" : unit) {
            case "ms" -> 0;
            case "m" -> 60;
            default -> unit.startsWith("s") ? 1 : unit.startsWith("h") ? 3600 : unit.startsWith("d") ? 86_400 : 604_800;
        };
        double amount = Double.parseDouble(number);
        return seconds == 0
                ? Duration.ofMillis(Math.round(amount))
                : Duration.ofMillis(Math.round(amount * seconds * 1000));
    }

    public static Optional<LocalDate> date(String given) {
        for (DateTimeFormatter format : DATES) {
            try {
                return Optional.of(LocalDate.parse(given.strip(), format));
            } catch (DateTimeParseException another) {
                continue;
            }
        }
        return Optional.empty();
    }

    public static Optional<Boolean> yesNo(String given) {
        return switch (given.strip().toLowerCase(Locale.ROOT)) {
            case "yes", "y", "true", "done", "✅", "✓", "✔", "✔️", "passed", "successful", "success" ->
                Optional.of(true);
            case "no", "n", "false", "not done", "❌", "✗", "failed", "failure", "open" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** @return the first threshold in the text, as a trigger writes it: {@code > 5%}, {@code > baseline + 50%} */
    public static Optional<String> breach(String given) {
        String text = given.toLowerCase(Locale.ROOT);
        Matcher worse = WORSE.matcher(text);
        if (worse.find()) {
            return Optional.of("> baseline + " + worse.group(1) + "%");
        }
        Matcher breach = BREACH.matcher(text);
        if (!breach.find()) {
            return Optional.empty();
        }
        String sign = switch (breach.group(1)) {
            case ">=", "≥" -> ">=";
            case "<=", "≤" -> "<=";
            case "<", "less than", "below", "under" -> "<";
            default -> ">";
        };
        return Optional.of(sign + " " + breach.group(2) + (breach.group(3) == null ? "" : "%"));
    }

    /** How long something must last, from words like {@code for 5 minutes}. */
    public static Optional<Duration> lasting(String given) {
        Matcher lasting = Pattern.compile("\\bfor (?:more than |at least |over )?" + NUMBER + "\\s?" + UNIT + "\\b")
                .matcher(given.toLowerCase(Locale.ROOT));
        return lasting.find() ? Optional.of(of(lasting.group(1), lasting.group(2))) : Optional.empty();
    }

    /** Lower-case words with dashes, at most 48 characters: {@code Deploy Lead} is {@code deploy-lead}. */
    public static String slug(String text) {
        String slug =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-").replaceAll("^[-.]+|[-.]+$", "");
        return slug.length() <= 48 ? slug : slug.substring(0, 48).replaceAll("[-.]+$", "");
    }
}
