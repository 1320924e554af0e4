package dev.sternway.drawing.rule;

import dev.sternway.drawing.Drawing;
import dev.sternway.drawing.Drawing.Surroundings;
import dev.sternway.drawing.Objection;
import java.util.Optional;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** What a diagram calls does not change while it runs. */
final class CallsAreBound implements DrawingRule {
    @Override
    public Stream<Objection> check(Drawing drawing, Surroundings around) {
        return Stream.concat(
                drawing.all("callActivity").flatMap(call -> call(drawing, call, around).stream()),
                drawing.all("businessRuleTask")
                        .filter(task -> !binding(task, "decisionRefBinding")
                                .equals(
                                        Drawing.engine(task, "decisionRef")
                                                        .orElse("")
                                                        .startsWith("${")
                                                ? "latest"
                                                : "deployment"))
                        .map(task -> drawing.objection(
                                task, "may ask a decision of another deployment", "set its binding to deployment")));
    }

    private static Optional<Objection> call(Drawing drawing, Element call, Surroundings around) {
        String called = call.getAttribute("calledElement");
        String binding = binding(call, "calledElementBinding");
        boolean fixed = binding.equals("version")
                && binding(call, "calledElementVersion").startsWith("${");
        boolean beside = called.startsWith("${")
                || around.beside().stream()
                        .anyMatch(other -> other.process().getAttribute("id").equals(called));
        if (fixed || binding.equals("deployment") && beside) {
            return Optional.empty();
        }
        return Optional.of(
                drawing.objection(
                        call,
                        binding.equals("deployment")
                                ? "calls " + called + " of its own deployment, which has none"
                                : "may call another version in the middle of a rollback",
                        "bind by deployment what lies beside; step and approval by version ${stepVersion} and ${approvalVersion}"));
    }

    private static String binding(Element element, String name) {
        return Drawing.engine(element, name).orElse("");
    }
}
