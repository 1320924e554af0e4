package dev.sternway.process;

import static dev.sternway.process.Diagram.BPMN;
import static dev.sternway.process.Diagram.CAMUNDA;
import static dev.sternway.process.Diagram.DI;
import static dev.sternway.process.Diagram.camunda;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.w3c.dom.Element;

/** What a diagram promises Java, and Java a diagram: every rule adds what breaks it. */
final class Contract {
    private static final Pattern BEAN = Pattern.compile("\\$\\{([a-z][A-Za-z0-9]*)}");
    private static final Pattern FLAG = Pattern.compile("\\$\\{!?([a-zA-Z0-9]+)}");
    private static final Pattern WORD = Pattern.compile("\\$\\{([a-zA-Z0-9]+) == '([A-Z0-9_]+)'}");
    private static final int MOST_NODES = 22;

    private final JavaNames java;
    private final Set<String> forms;
    private final Set<String> callable;
    private final List<String> violations = new ArrayList<>();

    Contract(JavaNames java, Set<String> forms, Set<String> callable) {
        this.java = java;
        this.forms = forms;
        this.callable = callable;
    }

    List<String> check(Diagram diagram) {
        beans(diagram);
        tasks(diagram);
        conditions(diagram);
        references(diagram);
        calls(diagram);
        shape(diagram);
        return violations;
    }

    private void beans(Diagram diagram) {
        for (Element element : diagram.all("*", "*")) {
            for (String banned : new String[] {"class", "expression", "script"}) {
                report(!camunda(element, banned).isEmpty(), diagram, element, "uses camunda:" + banned);
            }
            report(element.getLocalName().equals("script"), diagram, element, "holds a script");
            String expression = element.getNamespaceURI().equals(CAMUNDA)
                    ? element.getAttribute("delegateExpression")
                    : camunda(element, "delegateExpression");
            if (!expression.isEmpty()) {
                Matcher bean = BEAN.matcher(expression);
                boolean known = bean.matches() && java.beans().contains(bean.group(1));
                report(!known, diagram, element, "names no bean: " + expression);
            }
        }
    }

    private void tasks(Diagram diagram) {
        for (Element task : diagram.bpmn("serviceTask")) {
            boolean external = camunda(task, "type").equals("external");
            report(!external && !camunda(task, "asyncBefore").equals("true"), diagram, task, "is not asynchronous");
            boolean retries = task.getElementsByTagNameNS(CAMUNDA, "failedJobRetryTimeCycle").getLength() == 1;
            report(!external && !retries, diagram, task, "has no retry cycle");
        }
        for (Element task : diagram.bpmn("userTask")) {
            report(!forms.contains(camunda(task, "formRef")), diagram, task, "names no form");
            variable(diagram, task, camunda(task, "candidateGroups"));
            boolean approval = task.getAttribute("id").matches("(decide|approve|confirm)-.*");
            boolean deadline = diagram.bpmn("boundaryEvent").stream()
                    .filter(event -> event.getAttribute("attachedToRef").equals(task.getAttribute("id")))
                    .anyMatch(event -> event.getElementsByTagNameNS(BPMN, "timerEventDefinition").getLength() == 1);
            report(approval && !deadline, diagram, task, "has no deadline");
        }
        report(
                camunda(diagram.process(), "historyTimeToLive").isEmpty(),
                diagram,
                diagram.process(),
                "has no time to live");
    }

    private void conditions(Diagram diagram) {
        for (Element condition : diagram.bpmn("conditionExpression")) {
            String text = condition.getTextContent().strip();
            Matcher flag = FLAG.matcher(text);
            Matcher word = WORD.matcher(text);
            boolean fits;
            if (flag.matches()) {
                fits = java.variables().containsKey(flag.group(1))
                        && java.variables().get(flag.group(1)).type() == Boolean.class;
            } else {
                fits = word.matches() && words(word.group(1)).contains(word.group(2));
            }
            report(!fits, diagram, (Element) condition.getParentNode(), "has the condition " + text);
        }
        for (String timed : new String[] {"timeDuration", "loopCardinality"}) {
            diagram.bpmn(timed).forEach(element -> variable(diagram, element, element.getTextContent().strip()));
        }
        for (Element gateway : diagram.bpmn("exclusiveGateway")) {
            List<Element> leaving = diagram.leaving(gateway);
            boolean diverging = leaving.size() > 1;
            report(diverging && gateway.getAttribute("default").isEmpty(), diagram, gateway, "has no default");
            leaving.forEach(flow -> report(
                    diverging && flow.getAttribute("name").isEmpty(), diagram, flow, "has no name"));
        }
    }

    private void references(Diagram diagram) {
        Set<String> ids = diagram.all(BPMN, "*").stream()
                .map(element -> element.getAttribute("id"))
                .collect(Collectors.toSet());
        for (String reference : new String[] {"errorRef", "messageRef", "escalationRef"}) {
            for (Element element : diagram.all(BPMN, "*")) {
                String named = element.getAttribute(reference);
                report(!named.isEmpty() && !ids.contains(named), diagram, element, "refers to nothing: " + named);
            }
        }
        Set<String> codes = Set.of(RunVariables.STEP_FAILED, RunVariables.ABORTED);
        diagram.bpmn("error")
                .forEach(error -> report(
                        !codes.contains(error.getAttribute("errorCode")), diagram, error, "has an unknown error code"));
        Set<String> messages = Set.of("release-confirmed", "guard-disarmed", "rollback-requested");
        diagram.bpmn("message")
                .forEach(message -> report(
                        !messages.contains(message.getAttribute("name")), diagram, message, "is an unknown message"));
    }

    private void calls(Diagram diagram) {
        for (Element call : diagram.bpmn("callActivity")) {
            String called = call.getAttribute("calledElement");
            if (called.startsWith("${")) {
                variable(diagram, call, called);
            } else {
                report(!callable.contains(called), diagram, call, "calls nothing: " + called);
                report(
                        !camunda(call, "calledElementBinding").equals("deployment"),
                        diagram,
                        call,
                        "does not bind by deployment");
            }
        }
        for (Element task : diagram.bpmn("businessRuleTask")) {
            report(!callable.contains(camunda(task, "decisionRef")), diagram, task, "names no decision");
        }
        for (String mapping : new String[] {"in", "out"}) {
            for (Element element : diagram.all(CAMUNDA, mapping)) {
                for (String side : new String[] {"source", "target"}) {
                    String name = element.getAttribute(side);
                    boolean unknown = !name.isEmpty() && !java.variables().containsKey(name);
                    report(unknown, diagram, (Element) element.getParentNode().getParentNode(), "maps " + name);
                }
            }
        }
    }

    private void shape(Diagram diagram) {
        String id = diagram.process().getAttribute("id");
        report(!diagram.file().equals(id + ".bpmn"), diagram, diagram.process(), "is not named like its file");
        int count = diagram.nodes().size();
        report(count > MOST_NODES, diagram, diagram.process(), "has " + count + " nodes");
        Set<String> drawn = new TreeSet<>();
        diagram.all(DI, "BPMNShape").forEach(shape -> drawn.add(shape.getAttribute("bpmnElement")));
        diagram.all(DI, "BPMNEdge").forEach(edge -> drawn.add(edge.getAttribute("bpmnElement")));
        List<Element> elements = new ArrayList<>(diagram.nodes());
        elements.forEach(node -> report(node.getAttribute("name").isEmpty(), diagram, node, "has no name"));
        elements.addAll(diagram.bpmn("sequenceFlow"));
        elements.forEach(element ->
                report(!drawn.contains(element.getAttribute("id")), diagram, element, "is not drawn"));
    }

    private void variable(Diagram diagram, Element element, String expression) {
        Matcher name = FLAG.matcher(expression);
        boolean known = name.matches() && java.variables().containsKey(name.group(1));
        report(!known, diagram, element, "reads no known variable: " + expression);
    }

    Set<String> words(String variable) {
        Var<?> known = java.variables().get(variable);
        if (known == null || !known.type().isEnum()) {
            return Set.of();
        }
        Set<String> words = new TreeSet<>();
        for (Object word : known.type().getEnumConstants()) {
            words.add(((Enum<?>) word).name());
        }
        return words;
    }

    private void report(boolean broken, Diagram diagram, Element element, String what) {
        if (broken) {
            violations.add(diagram.at(element) + " " + what);
        }
    }
}
