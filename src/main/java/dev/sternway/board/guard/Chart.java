package dev.sternway.board.guard;

import dev.sternway.watch.Verdict;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A line of values, oldest on the left, drawn in a field of {@value #WIDTH} by {@value #HEIGHT}.
 *
 * @param points of the line, as SVG writes them; empty for fewer than two values
 * @param marks where the value was not good
 * @param words the same for people who do not see it
 */
record Chart(String points, List<Mark> marks, String words) {
    static final int WIDTH = 240;
    static final int HEIGHT = 40;
    private static final int RIM = 4;

    /** A verdict that was not calm. */
    record Mark(String x, String y) {}

    /** @param verdicts oldest first */
    static Chart of(List<Verdict> verdicts) {
        List<Verdict> valued =
                verdicts.stream().filter(it -> it.value().isPresent()).toList();
        if (valued.size() < 2) {
            return new Chart("", List.of(), "");
        }
        double least = valued.stream()
                .mapToDouble(it -> it.value().getAsDouble())
                .min()
                .orElseThrow();
        double greatest = valued.stream()
                .mapToDouble(it -> it.value().getAsDouble())
                .max()
                .orElseThrow();
        List<String> points = new ArrayList<>();
        List<Mark> marks = new ArrayList<>();
        for (int i = 0; i < valued.size(); i++) {
            double value = valued.get(i).value().getAsDouble();
            String x = number(RIM + (WIDTH - 2.0 * RIM) * i / (valued.size() - 1));
            String y = number(
                    greatest == least
                            ? HEIGHT / 2.0
                            : HEIGHT - RIM - (HEIGHT - 2.0 * RIM) * (value - least) / (greatest - least));
            points.add(x + "," + y);
            if (!valued.get(i).outcome().calm()) {
                marks.add(new Mark(x, y));
            }
        }
        return new Chart(
                String.join(" ", points),
                marks,
                "The last " + valued.size() + " values, from " + value(least) + " to " + value(greatest) + "; "
                        + marks.size() + " of them not good");
    }

    /** Shares and counts alike: as many digits as say something. */
    static String value(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : new BigDecimal(value, new MathContext(3)).stripTrailingZeros().toPlainString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
