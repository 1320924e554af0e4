package dev.sternway.decision;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** A small chart in one line of text. */
public final class Sparkline {
    private static final String BARS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /** @return bars from the least to the greatest value, with both; empty for fewer than two values */
    public static String of(List<Double> values) {
        return of(values, Sparkline::number);
    }

    /** The same with the two values as {@code said} writes them. */
    public static String of(List<Double> values, DoubleFunction<String> said) {
        if (values.size() < 2) {
            return "";
        }
        double least = values.stream().mapToDouble(it -> it).min().orElseThrow();
        double greatest = values.stream().mapToDouble(it -> it).max().orElseThrow();
        return bars(values) + " " + said.apply(least) + " to " + said.apply(greatest);
    }

    /** @return bars from the least to the greatest value, a low one for each where all are the same */
    public static String bars(List<Double> values) {
        double least = values.stream().mapToDouble(it -> it).min().orElse(0);
        double span = values.stream().mapToDouble(it -> it).max().orElse(0) - least;
        return values.stream()
                .map(value -> span == 0 ? 0 : (int) Math.round((value - least) / span * (BARS.length() - 1)))
                .map(height -> BARS.substring(height, height + 1))
                .collect(Collectors.joining());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value).replaceFirst("\\.?0+$", "");
    }
}
