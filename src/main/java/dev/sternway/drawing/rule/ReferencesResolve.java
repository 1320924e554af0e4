package dev.sternway.drawing.rule;

import dev.sternway.drawing.Drawing;
import dev.sternway.drawing.Drawing.Surroundings;
import dev.sternway.drawing.Objection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an element refers to stands in the same file. */
final class ReferencesResolve implements DrawingRule {
    private static final List<String> REFERENCES =
            List.of("messageRef", "errorRef", "sourceRef", "targetRef", "attachedToRef", "default", "bpmnElement");

    @Override
    public Stream<Objection> check(Drawing drawing, Surroundings around) {
        Set<String> ids =
                drawing.file().elements().map(each -> each.getAttribute("id")).collect(Collectors.toSet());
        return drawing.file()
                .elements()
                .flatMap(each -> REFERENCES.stream()
                        .filter(each::hasAttribute)
                        .filter(name -> !each.getAttribute(name).isEmpty() && !ids.contains(each.getAttribute(name)))
                        .map(name -> drawing.objection(
                                each,
                                name + " names " + each.getAttribute(name) + ", which is not in the file",
                                "draw it, or name what is there")));
    }
}
