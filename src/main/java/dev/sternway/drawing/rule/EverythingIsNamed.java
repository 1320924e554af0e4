package dev.sternway.drawing.rule;

import dev.sternway.drawing.Drawing;
import dev.sternway.drawing.Drawing.Surroundings;
import dev.sternway.drawing.Objection;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** The diagram tells its story in words. */
final class EverythingIsNamed implements DrawingRule {
    @Override
    public Stream<Objection> check(Drawing drawing, Surroundings around) {
        Stream<Element> choices = drawing.all("exclusiveGateway", "inclusiveGateway")
                .filter(gateway -> drawing.leaving(gateway).count() > 1)
                .flatMap(drawing::leaving);
        return Stream.of(Stream.of(drawing.process()), drawing.flowNodes(), choices)
                .flatMap(each -> each)
                .filter(each -> each.getAttribute("name").isBlank())
                .map(each -> drawing.objection(
                        each, "has no name", "name it: a verb and an object, a question, or an answer"));
    }
}
