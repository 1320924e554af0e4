package dev.sternway.decision;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A small chart in one line of text. */
public final class Sparkline {
    private static final String BARS = "▁▂▃▄▅▆▇█";

    private Sparkline() {}

    /** @return bars from the least to the greatest value, with both; empty for fewer than two values */
    public static String of(List<Double> values) {
        if (values.size() < 2) {
            return "";
        }
        double least = values.stream().mapToDouble(it -> it).min().orElseThrow();
        double greatest = values.stream().mapToDouble(it -> it).max().orElseThrow();
        double span = greatest - least;
        String bars = values.stream()
                .map(value -> span == 0 ? 0 : (int) Math.round((value - least) / span * (BARS.length() - 1)))
                .map(height -> BARS.substring(height, height + 1))
                .collect(Collectors.joining());
        return bars + " " + number(least) + " to " + number(greatest);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value).replaceFirst("\\.?0+$", "");
    }
}
