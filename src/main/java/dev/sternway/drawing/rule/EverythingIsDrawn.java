package dev.sternway.drawing.rule;

import dev.sternway.drawing.Drawing;
import dev.sternway.drawing.Drawing.Surroundings;
import dev.sternway.drawing.Objection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** People see all that the engine does. */
final class EverythingIsDrawn implements DrawingRule {
    @Override
    public Stream<Objection> check(Drawing drawing, Surroundings around) {
        Set<String> drawn = drawing.all("BPMNShape", "BPMNEdge")
                .map(each -> each.getAttribute("bpmnElement"))
                .collect(Collectors.toSet());
        return Stream.concat(drawing.flowNodes(), drawing.all("sequenceFlow"))
                .filter(each -> !drawn.contains(each.getAttribute("id")))
                .map(each -> drawing.objection(each, "is not drawn", "open it in the Modeler and draw it"));
    }
}
