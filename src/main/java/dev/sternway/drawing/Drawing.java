package dev.sternway.drawing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** A diagram as its rules see it. */
public record Drawing(DiagramFile file) {
    private static final String ENGINE = "http://camunda.org/schema/1.0/bpmn";
    private static final Set<String> TASKS = Set.of(
            "serviceTask",
            "businessRuleTask",
            "userTask",
            "callActivity",
            "scriptTask",
            "task",
            "sendTask",
            "receiveTask",
            "manualTask");

    /** @throws SAXException when it is no XML or holds no process */
    public static Drawing read(String name, byte[] content) throws SAXException {
        Drawing drawing = new Drawing(DiagramFile.read(name, content));
        if (drawing.all("process").findFirst().isEmpty()) {
            throw new SAXException("holds no BPMN process");
        }
        return drawing;
    }

    public String name() {
        return file.name();
    }

    /** Every element with one of these names. */
    public Stream<Element> all(String... names) {
        Set<String> wanted = Set.of(names);
        return file.elements().filter(element -> wanted.contains(element.getLocalName()));
    }

    public Element process() {
        return all("process").findFirst().orElseThrow();
    }

    public Stream<Element> flowNodes() {
        return file.elements().filter(Drawing::isFlowNode);
    }

    public static boolean isFlowNode(Element element) {
        String name = element.getLocalName();
        return TASKS.contains(name) || name.equals("subProcess") || name.endsWith("Event") || name.endsWith("Gateway");
    }

    public Stream<Element> leaving(Element node) {
        return all("sequenceFlow").filter(flow -> flow.getAttribute("sourceRef").equals(node.getAttribute("id")));
    }

    /** An attribute of the engine's own. */
    public static Optional<String> engine(Element element, String name) {
        return element.hasAttributeNS(ENGINE, name)
                ? Optional.of(element.getAttributeNS(ENGINE, name))
                : Optional.empty();
    }

    public Objection objection(Element element, String what, String fix) {
        String id = element.getAttribute("id");
        return new Objection(name(), id.isEmpty() ? element.getLocalName() : id, what, fix);
    }

    /** Where each shape lies, by the id of its element. */
    public Optional<Bounds> bounds(String element) {
        return all("BPMNShape")
                .filter(shape -> shape.getAttribute("bpmnElement").equals(element))
                .flatMap(shape -> DiagramFile.children(shape).stream())
                .filter(child -> child.getLocalName().equals("Bounds"))
                .map(Bounds::of)
                .findFirst();
    }

    /** In the diagram's own units. */
    public record Bounds(double left, double top, double width, double height) {
        /** From the element of the diagram interchange; what is no number counts as 0. */
        public static Bounds of(Element bounds) {
            return new Bounds(
                    number(bounds, "x"), number(bounds, "y"), number(bounds, "width"), number(bounds, "height"));
        }

        private static double number(Element bounds, String name) {
            try {
                return Double.parseDouble(bounds.getAttribute(name));
            } catch (NumberFormatException nonsense) {
                return 0;
            }
        }

        public double middle() {
            return left + width / 2;
        }

        public boolean overlaps(Bounds other) {
            return left < other.left + other.width
                    && other.left < left + width
                    && top < other.top + other.height
                    && other.top < top + height;
        }
    }

    /** What else is known where a diagram is looked at. */
    public record Surroundings(
            List<Drawing> beside,
            Set<String> diagrams,
            Set<String> decisions,
            Set<String> forms,
            Set<String> variables) {}
}
