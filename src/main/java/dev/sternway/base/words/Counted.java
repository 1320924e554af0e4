package dev.sternway.base.words;

/** How many there are, in words: {@code 1 row}, {@code 2 rows}, {@code 0 entries}. */
public final class Counted {
    private Counted() {}

    /** @param one what one of them is called; more of them have an {@code s} at the end */
    public static String of(long number, String one) {
        return of(number, one, one + "s");
    }

    /** For words that take no {@code s}, such as {@code entry} and {@code entries}. */
    public static String of(long number, String one, String more) {
        return number + " " + (number == 1 ? one : more);
    }
}
