package dev.sternway.planner.folder;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** People's order: {@code 2-x} before {@code 10-x}. */
final class NaturalOrder {
    static final Comparator<String> TEXT =
            ((Comparator<String>) NaturalOrder::compare).thenComparing(Comparator.naturalOrder());

    private static final Pattern BETWEEN = Pattern.compile("(?<=\\d)(?=\\D)|(?<=\\D)(?=\\d)");
    private static final BigInteger LAST_THAT_IS_COUNTED = BigInteger.valueOf(10_000_000);

    private NaturalOrder() {}

    private static int compare(String one, String other) {
        String[] left = BETWEEN.split(one);
        String[] right = BETWEEN.split(other);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            int order = isNumber(left[i]) && isNumber(right[i])
                    ? new BigInteger(left[i]).compareTo(new BigInteger(right[i]))
                    : left[i].compareTo(right[i]);
            if (order != 0) {
                return order;
            }
        }
        return left.length - right.length;
    }

    /** Where numbers that were counted up leave some out; dates and times are no such numbers. */
    static List<String> gaps(List<BigInteger> ascending) {
        List<String> gaps = new ArrayList<>();
        for (int i = 1; i < ascending.size(); i++) {
            BigInteger before = ascending.get(i - 1);
            BigInteger after = ascending.get(i);
            if (after.compareTo(LAST_THAT_IS_COUNTED) < 0
                    && after.subtract(before).compareTo(BigInteger.ONE) > 0) {
                gaps.add("The numbers jump from " + before + " to " + after + ": is a migration missing?");
            }
        }
        return gaps;
    }

    private static boolean isNumber(String part) {
        return !part.isEmpty() && part.chars().allMatch(it -> it >= '0' && it <= '9');
    }
}
