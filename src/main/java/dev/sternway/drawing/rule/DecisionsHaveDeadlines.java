package dev.sternway.drawing.rule;

import dev.sternway.drawing.Drawing;
import dev.sternway.drawing.Drawing.Surroundings;
import dev.sternway.drawing.Objection;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where people decide, approve, confirm or choose, something happens when nobody does. */
final class DecisionsHaveDeadlines implements DrawingRule {
    private static final Pattern DECIDES = Pattern.compile("(?i)(decide|approve|confirm|choose)\\b.*");

    @Override
    public Stream<Objection> check(Drawing drawing, Surroundings around) {
        Set<String> timed = drawing.all("boundaryEvent")
                .filter(event -> event.getElementsByTagNameNS("*", "timerEventDefinition")
                                .getLength()
                        > 0)
                .map(event -> event.getAttribute("attachedToRef"))
                .collect(Collectors.toSet());
        return drawing.all("userTask")
                .filter(task -> DECIDES.matcher(task.getAttribute("id")).matches()
                        || DECIDES.matcher(task.getAttribute("name")).matches())
                .filter(task -> !timed.contains(task.getAttribute("id")))
                .map(task -> drawing.objection(
                        task,
                        "waits for ever when nobody answers",
                        "attach a timer that leads to a default, or use the template Ask for approval"));
    }
}
