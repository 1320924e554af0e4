package dev.sternway.watch;

import dev.sternway.base.ProblemException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A condition on a number: {@code > 10%}, {@code >= 500}, {@code < 1}, {@code > baseline + 50%}. */
public record Breach(String text, Comparison comparison, double threshold, boolean relative) {
    private static final Pattern ABSOLUTE = Pattern.compile("\\s*(>=|<=|>|<)\\s*(-?[0-9]+(?:\\.[0-9]+)?)\\s*(%?)\\s*");
    private static final Pattern RELATIVE =
            Pattern.compile("\\s*(>=|<=|>|<)\\s*baseline\\s*([+-])\\s*([0-9]+(?:\\.[0-9]+)?)\\s*%\\s*");

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

    /** @param baseline captured at arming; counts only for relative conditions */
    public boolean holds(double value, double baseline) {
        return comparison.holds(value, relative ? baseline * threshold : threshold);
    }
}
