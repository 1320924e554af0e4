package dev.sternway.drawing.rule;

import dev.sternway.drawing.Drawing;
import dev.sternway.drawing.Drawing.Surroundings;
import dev.sternway.drawing.Objection;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** Diagrams, decisions, forms and variables that are named are there: beside the file, or with Sternway. */
final class CalledDiagramsExist implements DrawingRule {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\s*!?\\s*(\\w+)");

    @Override
    public Stream<Objection> check(Drawing drawing, Surroundings around) {
        return Stream.of(
                        drawing.all("callActivity")
                                .filter(call -> missing(call.getAttribute("calledElement"), around.diagrams()))
                                .map(call -> drawing.objection(
                                        call,
                                        "calls " + call.getAttribute("calledElement") + ", which is not there",
                                        "put it beside, or call one of " + around.diagrams())),
                        drawing.all("businessRuleTask")
                                .filter(task -> missing(
                                        Drawing.engine(task, "decisionRef").orElse(""), around.decisions()))
                                .map(task -> drawing.objection(
                                        task,
                                        "asks no decision that is there",
                                        "put it beside, or ask one of " + around.decisions())),
                        drawing.all("userTask")
                                .filter(task ->
                                        missing(Drawing.engine(task, "formRef").orElse(""), around.forms()))
                                .map(task -> drawing.objection(
                                        task,
                                        "shows no form that is there",
                                        "put it beside, or show one of " + around.forms())),
                        unknown(drawing, around))
                .flatMap(each -> each);
    }

    private static Stream<Objection> unknown(Drawing drawing, Surroundings around) {
        Set<String> given = drawing.all("out", "outputParameter")
                .map(each -> each.getAttribute(each.getLocalName().equals("out") ? "target" : "name"))
                .collect(Collectors.toSet());
        return drawing.all("conditionExpression", "completionCondition")
                .flatMap(condition -> VARIABLE.matcher(condition.getTextContent())
                        .results()
                        .map(found -> found.group(1))
                        .filter(name -> !around.variables().contains(name) && !given.contains(name))
                        .map(name -> drawing.objection(
                                (Element) condition.getParentNode(),
                                "asks for the variable " + name + ", which nobody sets",
                                "name one that a form, a call or Sternway sets")));
    }

    private static boolean missing(String name, Set<String> known) {
        return !name.startsWith("${") && !known.contains(name);
    }
}
