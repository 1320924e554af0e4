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
        ABOVE(">"),
        AT_LEAST(">="),
        BELOW("<"),
        AT_MOST("<=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
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
    String said(double value, OptionalDouble baseline) {
        if (relative && baseline.isEmpty()) {
            return value + " has no baseline to compare with";
        }
        String against = relative ? " (" + text.strip() + ", baseline " + baseline.getAsDouble() + ")" : "";
        return value + (holds(value, baseline) ? " is " : " is not ") + comparison.sign + " " + limit(baseline)
                + against;
    }

    private double limit(OptionalDouble baseline) {
        return relative ? baseline.orElse(Double.NaN) * threshold : threshold;
    }
}
