package dev.sternway.watch;

/** What a source answered. */
public sealed interface Sample {
    /** A number. */
    record Value(double number) implements Sample {}

    /** The source answered, but there is no number: empty, NaN, or no traffic. */
    record None() implements Sample {}

    /** The source did not answer. */
    record Down(String why) implements Sample {}
}
