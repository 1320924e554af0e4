package dev.sternway.watch.condition;

import dev.sternway.base.ProblemException;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A condition on a number: {@code > 10%}, {@code >= 500}, {@code < 1}, {@code > baseline + 50%}. */
public record Breach(String text, Comparison comparison, double threshold, boolean relative) {
    private static final Pattern ABSOLUTE = Pattern.compile("\\s*(>=|<=|>|<)\\s*(-?[0-9]+(?:\\.[0-9]+)?)\\s*(%?)\\s*");
    private static final Pattern RELATIVE =
            Pattern.compile("\\s*(>=|<=|>|<)\\s*baseline\\s*([+-])\\s*([0-9]+(?:\\.[0-9]+)?)\\s*%\\s*");

    private static final int TENTH = 10;

    /** How value and threshold are compared. */
    public enum Comparison {
        ABOVE(">", "above"),
        AT_LEAST(">=", "at least"),
        BELOW("<", "below"),
        AT_MOST("<=", "at most");

        private final String sign;
        private final String words;

        Comparison(String sign, String words) {
            this.sign = sign;
            this.words = words;
        }

        boolean upward() {
            return this == ABOVE || this == AT_LEAST;
        }

        boolean holds(double value, double threshold) {
            return switch (this) {
                case ABOVE -> value > threshold;
                case AT_LEAST -> value >= threshold;
                case BELOW -> value < threshold;
                case AT_MOST -> value <= threshold;
            };
        }

        static Comparison of(String sign) {
            for (Comparison comparison : values()) {
                if (comparison.sign.equals(sign)) {
                    return comparison;
                }
            }
            throw new IllegalArgumentException(sign);
        }
    }

    /** @throws ProblemException SW-0601 when the text is no condition */
    public static Breach parse(String text) {
        Matcher absolute = ABSOLUTE.matcher(text);
        if (absolute.matches()) {
            double number = Double.parseDouble(absolute.group(2));
            boolean percent = !absolute.group(3).isEmpty();
            return new Breach(text, Comparison.of(absolute.group(1)), percent ? number / 100 : number, false);
        }
        Matcher relative = RELATIVE.matcher(text);
        if (relative.matches()) {
            double share = Double.parseDouble(relative.group(3)) / 100;
            double factor = relative.group(2).equals("+") ? 1 + share : 1 - share;
            return new Breach(text, Comparison.of(relative.group(1)), factor, true);
        }
        throw ProblemException.of(
                "SW-0601", "'" + text + "' is not a condition", text, "Write > 10%, >= 500, < 1 or > baseline + 50%");
    }

    /** @param baseline what was usual; without one, what measures against it does not hold */
    public boolean holds(double value, OptionalDouble baseline) {
        return (!relative || baseline.isPresent()) && comparison.holds(value, limit(baseline));
    }

    /** Whether a value that is a tenth worse would be a breach. */
    boolean near(double value, OptionalDouble baseline) {
        double limit = limit(baseline);
        double worse = comparison.upward() ? value + Math.abs(limit) / TENTH : value - Math.abs(limit) / TENTH;
        return holds(worse, baseline);
    }

    /** In words, with the numbers that were compared. */
    String said(double value, OptionalDouble baseline, Unit given) {
        Unit unit = given == Unit.NUMBER && text.contains("%") && !relative ? Unit.SHARE : given;
        if (unit.yesOrNo()) {
            return unit.said(value);
        }
        if (relative && baseline.isEmpty()) {
            return unit.said(value) + " cannot be judged, because it is not known yet what is usual";
        }
        double limit = limit(baseline);
        boolean alike = value != limit && unit.said(value).equals(unit.said(limit));
        return (alike ? unit.exactly(value) : unit.said(value)) + (holds(value, baseline) ? " is " : " is not ")
                + comparison.words + " " + (alike ? unit.exactly(limit) : unit.said(limit))
                + (relative ? " (usual is " + unit.said(baseline.getAsDouble()) + ")" : "");
    }

    /** The condition as people say it: {@code above 10%}, {@code below the usual - 20%}. */
    String words() {
        return RELATIVE.matcher(text).matches()
                ? comparison.words + " "
                        + text.strip()
                                .substring(comparison.sign.length())
                                .strip()
                                .replace("baseline", "the usual")
                : comparison.words + " "
                        + text.strip().substring(comparison.sign.length()).strip();
    }

    private double limit(OptionalDouble baseline) {
        return relative ? baseline.orElse(Double.NaN) * threshold : threshold;
    }
}
