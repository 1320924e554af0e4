package dev.sternway.drawing.rule;

import dev.sternway.drawing.Drawing;
import dev.sternway.drawing.Drawing.Surroundings;
import dev.sternway.drawing.Objection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** One reads from left to right, back only into a gateway, and nothing covers anything. */
final class DrawnLeftToRight implements DrawingRule {
    @Override
    public Stream<Objection> check(Drawing drawing, Surroundings around) {
        List<Element> nodes = drawing.flowNodes().toList();
        Map<String, Element> byId = nodes.stream()
                .collect(Collectors.toMap(each -> each.getAttribute("id"), each -> each, (one, other) -> one));
        Stream<Objection> back = drawing.all("sequenceFlow")
                .filter(flow -> Optional.ofNullable(byId.get(flow.getAttribute("targetRef")))
                        .filter(target -> !target.getLocalName().endsWith("Gateway"))
                        .isPresent())
                .filter(flow -> leadsBack(drawing, flow))
                .map(flow -> drawing.objection(
                        flow, "leads back to the left", "move its target to the right, or lead back into a gateway"));
        Stream<Objection> covered = nodes.stream()
                .flatMap(one -> nodes.stream()
                        .filter(other -> one.getAttribute("id").compareTo(other.getAttribute("id")) < 0)
                        .filter(other -> covers(drawing, one, other))
                        .map(other -> drawing.objection(
                                one, "lies over " + other.getAttribute("id"), "move one of them away")));
        return Stream.concat(back, covered);
    }

    private static boolean leadsBack(Drawing drawing, Element flow) {
        Optional<Drawing.Bounds> from = drawing.bounds(flow.getAttribute("sourceRef"));
        Optional<Drawing.Bounds> to = drawing.bounds(flow.getAttribute("targetRef"));
        return from.isPresent()
                && to.isPresent()
                && to.get().left() + to.get().width() < from.get().left();
    }

    /** What is inside of the other, or on its edge, belongs there. */
    private static boolean covers(Drawing drawing, Element one, Element other) {
        boolean siblings = one.getParentNode().equals(other.getParentNode());
        boolean onEdge = one.getLocalName().equals("boundaryEvent")
                || other.getLocalName().equals("boundaryEvent");
        return siblings
                && !onEdge
                && drawing.bounds(one.getAttribute("id"))
                        .filter(bounds -> drawing.bounds(other.getAttribute("id"))
                                .filter(bounds::overlaps)
                                .isPresent())
                        .isPresent();
    }
}
