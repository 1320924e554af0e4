package dev.sternway.drawing.picture;

import dev.sternway.drawing.DiagramFile;
import dev.sternway.drawing.Drawing;
import dev.sternway.drawing.Drawing.Bounds;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;

/** A diagram as SVG, as it lies in the Modeler. The same file gives the same picture on every machine. */
public final class Picture {
    private static final double LABEL = 100;
    private static final String STYLE = """
            .paper{fill:#fff}
            .task,.event,.gateway{fill:#fff;stroke:#24292f;stroke-width:1.5}
            .asks{fill:#fff3c9}
            .calls{stroke-width:3.5}
            .end{stroke-width:3.5}
            .beside{stroke-dasharray:5 3}
            .frame{fill:none;stroke:#57606a;stroke-width:1.5}
            .on-event{stroke-dasharray:2 4}
            .flow,.sign,.thin,.bold{fill:none;stroke:#24292f;stroke-width:1.5;stroke-linejoin:round}
            .sign,.thin{stroke-width:1}
            .bold{stroke-width:2.5}
            .full{fill:#24292f;stroke:#24292f;stroke-linejoin:round}
            text{font-family:Arial,Helvetica,sans-serif;font-size:12px;fill:#24292f;text-anchor:middle}
            .small{font-size:11px;paint-order:stroke;stroke:#fff;stroke-width:3px}
            """;

    private final Drawing drawing;
    private final Canvas canvas = new Canvas();
    private final Map<String, Element> elements = new HashMap<>();

    private Picture(Drawing drawing) {
        this.drawing = drawing;
        drawing.file()
                .elements()
                .filter(each -> each.hasAttribute("id"))
                .forEach(each -> elements.put(each.getAttribute("id"), each));
    }

    /** An SVG document; shapes without a place in the file are left out. */
    public static String of(Drawing drawing) {
        return new Picture(drawing).svg();
    }

    private String svg() {
        Nodes nodes = new Nodes(canvas);
        List<Element> shapes = drawing.all("BPMNShape")
                .filter(shape -> elements.containsKey(shape.getAttribute("bpmnElement")))
                .sorted(Comparator.comparing(this::layer))
                .toList();
        shapes.stream().filter(shape -> layer(shape) == 0).forEach(shape -> node(nodes, shape));
        drawing.all("BPMNEdge").forEach(this::flow);
        shapes.stream().filter(shape -> layer(shape) > 0).forEach(shape -> node(nodes, shape));
        drawing.all("BPMNShape", "BPMNEdge").forEach(this::label);
        Element process = drawing.process();
        return canvas.svg(
                process.getAttribute("name"),
                Nodes.child(process, "documentation").map(DiagramFile::text).orElse(""),
                STYLE);
    }

    /** Frames lie under flows, those under tasks, and events on an edge over all of them. */
    private int layer(Element shape) {
        return switch (element(shape).map(Element::getLocalName).orElse("")) {
            case "subProcess" -> 0;
            case "boundaryEvent" -> 2;
            default -> 1;
        };
    }

    private Optional<Element> element(Element shapeOrEdge) {
        return Optional.ofNullable(elements.get(shapeOrEdge.getAttribute("bpmnElement")));
    }

    private void node(Nodes nodes, Element shape) {
        element(shape)
                .filter(Drawing::isFlowNode)
                .ifPresent(
                        element -> drawing.bounds(element.getAttribute("id")).ifPresent(at -> nodes.draw(element, at)));
    }

    private void flow(Element edge) {
        Element flow = elements.get(edge.getAttribute("bpmnElement"));
        if (flow != null) {
            Element from = elements.get(flow.getAttribute("sourceRef"));
            boolean isDefault = from != null && from.getAttribute("default").equals(flow.getAttribute("id"));
            new Flows(canvas).draw(Flows.corners(edge), isDefault);
        }
    }

    /** What stands beside its element: the names of events, gateways and flows. */
    private void label(Element shapeOrEdge) {
        Element element = elements.get(shapeOrEdge.getAttribute("bpmnElement"));
        if (element == null || !element.getLocalName().matches(".*(Event|Gateway)|sequenceFlow")) {
            return;
        }
        Nodes.child(shapeOrEdge, "BPMNLabel")
                .flatMap(label -> Nodes.child(label, "Bounds"))
                .map(Bounds::of)
                .or(() -> beside(shapeOrEdge))
                .ifPresent(at -> words(element, at));
    }

    /** What stands above its element grows upwards. */
    private void words(Element element, Bounds at) {
        List<String> lines = Lettering.lines(element.getAttribute("name"), Canvas.SMALL, Math.max(LABEL, at.width()));
        double bottom = at.top() + at.height();
        boolean above = drawing.bounds(element.getAttribute("id"))
                .filter(own -> bottom <= own.top())
                .isPresent();
        double from = above ? Math.min(at.top(), bottom - Canvas.height(lines, Canvas.SMALL)) : at.top();
        canvas.words(lines, Canvas.SMALL, at.middle(), from);
    }

    private Optional<Bounds> beside(Element shapeOrEdge) {
        if (shapeOrEdge.getLocalName().equals("BPMNShape")) {
            return drawing.bounds(shapeOrEdge.getAttribute("bpmnElement"))
                    .map(at -> new Bounds(at.left(), at.top() + at.height() + 4, at.width(), 0));
        }
        double[] corners = Flows.corners(shapeOrEdge);
        return corners.length < 4
                ? Optional.empty()
                : Optional.of(new Bounds(
                        (corners[0] + corners[2]) / 2, Math.min(corners[1], corners[3]) - Canvas.SMALL * 1.5, 0, 0));
    }
}
