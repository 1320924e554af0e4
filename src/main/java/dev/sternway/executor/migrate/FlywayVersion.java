package dev.sternway.executor.migrate;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;

/** A version as Flyway orders it: numbers between dots or underscores; zeros at the end do not count. */
record FlywayVersion(List<BigInteger> numbers) implements Comparable<FlywayVersion> {
    static final String FORM = "\\d+([._]\\d+)*";

    static FlywayVersion of(String text) {
        return new FlywayVersion(
                Pattern.compile("[._]").splitAsStream(text).map(BigInteger::new).toList());
    }

    FlywayVersion {
        int length = numbers.size();
        while (length > 0 && numbers.get(length - 1).signum() == 0) {
            length--;
        }
        numbers = List.copyOf(numbers.subList(0, length));
    }

    @Override
    public int compareTo(FlywayVersion other) {
        for (int i = 0; i < Math.min(numbers.size(), other.numbers.size()); i++) {
            int order = numbers.get(i).compareTo(other.numbers.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(numbers.size(), other.numbers.size());
    }
}
