package dev.sternway.board.live;

import dev.sternway.board.Asks;
import dev.sternway.board.words.Tone;
import java.util.List;

/**
 * A rollback as its page shows it: words, not data.
 *
 * @param asks what waits for people
 * @param axis of the bars of phases and steps
 * @param ended nothing will change any more
 */
record Live(
        String id,
        String title,
        String environment,
        Tone tone,
        String state,
        boolean ended,
        List<Fact> now,
        List<Fact> facts,
        List<Asks.Ask> asks,
        List<Diagram> diagrams,
        Axis axis,
        List<PhaseRow> phases,
        List<Signal> signals,
        List<Fact> data,
        List<Line> messages,
        List<Line> lines,
        boolean report) {
    /** A name and a value. */
    record Fact(String name, String value) {}

    /** A diagram of those it went through. */
    record Diagram(String key, String title, boolean current, List<Mark> marks) {}

    /** @param element of the diagram */
    record Mark(String element, String name, Tone tone, String words) {}

    /** Where the bars begin and end. */
    record Axis(String from, String to) {}

    /** Two bars on the axis as CSS; empty where there is none. */
    record Bar(String actual, String expected) {}

    /**
     * A phase.
     *
     * @param windowEnd where its window ends, as CSS; empty when that is beyond the axis
     * @param calls who was called because it took too long
     */
    record PhaseRow(
            String key,
            String title,
            Tone tone,
            String note,
            Bar bar,
            String windowEnd,
            List<Call> calls,
            List<StepRow> steps) {}

    /** Somebody was called. @param place on the axis, as CSS */
    record Call(String place, String words) {}

    /**
     * A step.
     *
     * @param since when it began, as machines read it, while it runs; else empty
     * @param took how long, or how long it is expected to take
     * @param detail progress or problem
     * @param output the end of what it printed
     */
    record StepRow(
            String name,
            Tone tone,
            String state,
            String since,
            String took,
            Bar bar,
            String detail,
            String order,
            String output) {}

    /** A trigger with its last values. */
    record Signal(String name, Tone tone, String outcome, String why, String bars, String range, String rule) {}

    /** Something that was said or done. */
    record Line(String at, String who, String text, Tone tone) {}
}
