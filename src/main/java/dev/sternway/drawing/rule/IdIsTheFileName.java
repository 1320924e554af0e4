package dev.sternway.drawing.rule;

import dev.sternway.drawing.Drawing;
import dev.sternway.drawing.Drawing.Surroundings;
import dev.sternway.drawing.Objection;
import java.util.stream.Stream;

/** A diagram is found by the name that plans give it. */
final class IdIsTheFileName implements DrawingRule {
    @Override
    public Stream<Objection> check(Drawing drawing, Surroundings around) {
        String id = drawing.process().getAttribute("id");
        return drawing.name().equals(id + ".bpmn")
                ? Stream.empty()
                : Stream.of(drawing.objection(
                        drawing.process(), "its id is " + id, "name the file " + id + ".bpmn, or change the id"));
    }
}
