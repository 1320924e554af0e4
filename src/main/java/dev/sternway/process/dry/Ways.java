package dev.sternway.process.dry;

import dev.sternway.drawing.Drawing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.operaton.bpm.engine.delegate.ExecutionListener;
import org.operaton.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.operaton.bpm.engine.impl.pvm.process.ScopeImpl;
import org.operaton.bpm.engine.impl.pvm.process.TransitionImpl;
import org.operaton.bpm.engine.impl.util.xml.Element;

/** Notes which sequence flows were taken. */
final class Ways extends AbstractBpmnParseListener {
    private final Set<String> taken = new HashSet<>();

    @Override
    public void parseSequenceFlow(Element flow, ScopeImpl scope, TransitionImpl transition) {
        ExecutionListener note = execution -> taken.add(transition.getId());
        transition.addListener(ExecutionListener.EVENTNAME_TAKE, note);
    }

    /** All ways of the diagram, by the id of the sequence flow, in the diagram's order. */
    List<Course.Way> of(Drawing drawing) {
        Map<String, String> names = new HashMap<>();
        drawing.flowNodes().forEach(node -> names.put(node.getAttribute("id"), name(node)));
        return drawing.all("sequenceFlow")
                .map(flow -> new Course.Way(
                        flow.getAttribute("id"), text(names, flow), taken.contains(flow.getAttribute("id"))))
                .toList();
    }

    private static String text(Map<String, String> names, org.w3c.dom.Element flow) {
        String label = flow.getAttribute("name");
        return names.getOrDefault(flow.getAttribute("sourceRef"), "?") + " > "
                + names.getOrDefault(flow.getAttribute("targetRef"), "?")
                + (label.isBlank() ? "" : " (" + label + ")");
    }

    private static String name(org.w3c.dom.Element node) {
        return node.getAttribute("name").isBlank() ? node.getAttribute("id") : node.getAttribute("name");
    }
}
