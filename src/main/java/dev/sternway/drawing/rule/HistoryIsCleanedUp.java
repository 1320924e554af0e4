package dev.sternway.drawing.rule;

import dev.sternway.drawing.Drawing;
import dev.sternway.drawing.Drawing.Surroundings;
import dev.sternway.drawing.Objection;
import java.util.stream.Stream;

/** The diagram says how long its history is kept. */
final class HistoryIsCleanedUp implements DrawingRule {
    @Override
    public Stream<Objection> check(Drawing drawing, Surroundings around) {
        return Stream.of(drawing.process())
                .filter(process ->
                        !Drawing.engine(process, "historyTimeToLive").orElse("").matches("P\\d+D"))
                .map(process -> drawing.objection(
                        process,
                        "says nothing of how long its history is kept",
                        "set the history time to live to P180D"));
    }
}
