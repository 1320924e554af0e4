package dev.sternway.process;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** What makes a diagram safe to run and easy to read. Each rule lists what breaks it. */
final class DiagramContract {
    private static final int MOST_NODES = 20;
    private static final List<String> REFERENCES =
            List.of("messageRef", "errorRef", "sourceRef", "targetRef", "attachedToRef", "default", "bpmnElement");

    private final Collection<Diagram> diagrams;
    private final Collection<Diagram> decisions;

    DiagramContract(Collection<Diagram> diagrams, Collection<Diagram> decisions) {
        this.diagrams = diagrams;
        this.decisions = decisions;
    }

    Map<String, Supplier<Stream<String>>> rules() {
        var rules = new LinkedHashMap<String, Supplier<Stream<String>>>();
        rules.put("references-resolve", this::referencesResolve);
        rules.put("called-diagrams-exist", this::calledDiagramsExist);
        rules.put("service-tasks-retry", this::serviceTasksRetry);
        rules.put("decisions-have-deadlines", this::decisionsHaveDeadlines);
        rules.put("history-is-cleaned-up", this::historyIsCleanedUp);
        rules.put("calls-bind-by-deployment", this::callsBindByDeployment);
        rules.put("gateways-have-a-default", this::gatewaysHaveADefault);
        rules.put("everything-is-named", this::everythingIsNamed);
        rules.put("diagrams-are-small", this::diagramsAreSmall);
        rules.put("id-is-the-file-name", this::idIsTheFileName);
        rules.put("everything-is-drawn", this::everythingIsDrawn);
        return rules;
    }

    private Stream<String> referencesResolve() {
        return diagrams.stream().flatMap(diagram -> {
            var ids = diagram.all().map(each -> each.getAttribute("id")).collect(Collectors.toSet());
            return diagram.all()
                    .filter(each -> REFERENCES.stream()
                            .map(each::getAttribute)
                            .anyMatch(reference -> !reference.isEmpty() && !ids.contains(reference)))
                    .map(each -> diagram.at(each) + ": refers to something that is not there");
        });
    }

    private Stream<String> calledDiagramsExist() {
        var processes = ids(diagrams);
        var tables = ids(decisions);
        return Stream.concat(
                broken(
                        "callActivity",
                        call -> isVariable(call) || processes.contains(call.getAttribute("calledElement")),
                        "calls no diagram of ours"),
                broken(
                        "businessRuleTask",
                        task -> asksTheTableOfAPlan(task)
                                || tables.contains(
                                        Diagram.engine(task, "decisionRef").orElse("")),
                        "asks no decision of ours"));
    }

    private Stream<String> serviceTasksRetry() {
        Predicate<Element> retries =
                task -> Diagram.engine(task, "asyncBefore").orElse("").equals("true")
                        && Diagram.descendants(task)
                                .anyMatch(each -> each.getLocalName().equals("failedJobRetryTimeCycle")
                                        && each.getTextContent().strip().matches("R\\d+/PT\\d+S"));
        Predicate<Element> external =
                task -> Diagram.engine(task, "type").orElse("").equals("external");
        String what = "is not asynchronous with a retry cycle";
        return Stream.concat(
                broken("serviceTask", external.or(retries), what), broken("businessRuleTask", retries, what));
    }

    private Stream<String> decisionsHaveDeadlines() {
        return diagrams.stream().flatMap(diagram -> {
            var timed = diagram.all("boundaryEvent")
                    .filter(event -> Diagram.children(event)
                            .anyMatch(each -> each.getLocalName().equals("timerEventDefinition")))
                    .map(event -> event.getAttribute("attachedToRef"))
                    .collect(Collectors.toSet());
            return diagram.all("userTask")
                    .filter(task -> task.getAttribute("id").matches("(decide|approve|confirm)-.*"))
                    .filter(task -> !timed.contains(task.getAttribute("id")))
                    .map(task -> diagram.at(task) + ": waits for ever");
        });
    }

    private Stream<String> historyIsCleanedUp() {
        return Stream.concat(diagrams.stream(), decisions.stream())
                .filter(each -> !Diagram.engine(each.process(), "historyTimeToLive")
                        .orElse("")
                        .matches("P\\d+D"))
                .map(each -> each.fileName() + ": says nothing of how long its history is kept");
    }

    private Stream<String> callsBindByDeployment() {
        Predicate<Element> fixed = call ->
                isVariable(call) && binding(call, "calledElementBinding").equals("version");
        return Stream.concat(
                broken(
                        "callActivity",
                        fixed.or(call -> binding(call, "calledElementBinding").equals("deployment")),
                        "may call a diagram of another deployment"),
                broken(
                        "businessRuleTask",
                        task -> binding(task, "decisionRefBinding")
                                .equals(asksTheTableOfAPlan(task) ? "latest" : "deployment"),
                        "may ask a decision of another deployment"));
    }

    private Stream<String> gatewaysHaveADefault() {
        return diagrams.stream()
                .flatMap(diagram -> diagram.all("exclusiveGateway")
                        .filter(gateway -> diagram.leaving(gateway).count() > 1)
                        .filter(gateway -> gateway.getAttribute("default").isEmpty())
                        .map(gateway -> diagram.at(gateway) + ": has no default way out"));
    }

    private Stream<String> everythingIsNamed() {
        return diagrams.stream().flatMap(diagram -> {
            var choices = diagram.all("exclusiveGateway", "inclusiveGateway")
                    .filter(gateway -> diagram.leaving(gateway).count() > 1)
                    .flatMap(diagram::leaving);
            return Stream.of(Stream.of(diagram.process()), diagram.flowNodes(), choices)
                    .flatMap(each -> each)
                    .filter(each -> each.getAttribute("name").isBlank())
                    .map(each -> diagram.at(each) + ": has no name");
        });
    }

    /** A sub-process is a picture of its own. */
    private Stream<String> diagramsAreSmall() {
        return diagrams.stream()
                .flatMap(diagram -> diagram.all("process", "subProcess")
                        .filter(each -> Diagram.children(each)
                                        .filter(Diagram::isFlowNode)
                                        .count()
                                > MOST_NODES)
                        .map(each -> diagram.at(each) + ": has more than " + MOST_NODES + " elements"));
    }

    private Stream<String> idIsTheFileName() {
        return Stream.concat(diagrams.stream(), decisions.stream())
                .filter(each -> !each.fileName().matches(each.process().getAttribute("id") + "\\.(bpmn|dmn)"))
                .map(each -> each.fileName() + ": its id is " + each.process().getAttribute("id"));
    }

    private Stream<String> everythingIsDrawn() {
        return diagrams.stream().flatMap(diagram -> {
            Set<String> drawn = diagram.all("BPMNShape", "BPMNEdge")
                    .map(each -> each.getAttribute("bpmnElement"))
                    .collect(Collectors.toSet());
            return Stream.concat(diagram.flowNodes(), diagram.all("sequenceFlow"))
                    .filter(each -> !drawn.contains(each.getAttribute("id")))
                    .map(each -> diagram.at(each) + ": is not drawn");
        });
    }

    private Stream<String> broken(String elements, Predicate<Element> rule, String what) {
        return diagrams.stream()
                .flatMap(diagram ->
                        diagram.all(elements).filter(rule.negate()).map(each -> diagram.at(each) + ": " + what));
    }

    /** Its key holds the plan's digest, so that there is only one version of it. */
    private static boolean asksTheTableOfAPlan(Element task) {
        return Diagram.engine(task, "decisionRef").orElse("").startsWith("${");
    }

    private static Set<String> ids(Collection<Diagram> diagrams) {
        return diagrams.stream().map(each -> each.process().getAttribute("id")).collect(Collectors.toSet());
    }

    private static boolean isVariable(Element call) {
        return call.getAttribute("calledElement").startsWith("${");
    }

    private static String binding(Element element, String name) {
        return Diagram.engine(element, name).orElse("");
    }
}
