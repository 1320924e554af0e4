package dev.sternway.drawing.rule;

import dev.sternway.drawing.Drawing;
import dev.sternway.drawing.Drawing.Surroundings;
import dev.sternway.drawing.Objection;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** Automatic work is tried again before it stands still. */
final class ServiceTasksRetry implements DrawingRule {
    @Override
    public Stream<Objection> check(Drawing drawing, Surroundings around) {
        return drawing.all("serviceTask", "businessRuleTask")
                .filter(task -> !external(task) && !retries(task))
                .map(task -> drawing.objection(
                        task,
                        "is not asynchronous with a retry cycle",
                        "tick asynchronous before, and set the retry time cycle to R3/PT5S"));
    }

    private static boolean external(Element task) {
        return task.getLocalName().equals("serviceTask")
                && Drawing.engine(task, "type").orElse("").equals("external");
    }

    private static boolean retries(Element task) {
        var cycles = task.getElementsByTagNameNS("*", "failedJobRetryTimeCycle");
        return Drawing.engine(task, "asyncBefore").orElse("").equals("true")
                && cycles.getLength() > 0
                && cycles.item(0).getTextContent().strip().matches("R\\d+/PT\\d+S");
    }
}
