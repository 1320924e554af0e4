package dev.sternway.drawing.rule;

import dev.sternway.drawing.Drawing;
import dev.sternway.drawing.Drawing.Surroundings;
import dev.sternway.drawing.Objection;
import java.util.stream.Stream;

/** Whatever the variables say, there is a way out. */
final class GatewaysHaveADefault implements DrawingRule {
    @Override
    public Stream<Objection> check(Drawing drawing, Surroundings around) {
        return drawing.all("exclusiveGateway")
                .filter(gateway -> drawing.leaving(gateway).count() > 1)
                .filter(gateway -> gateway.getAttribute("default").isEmpty())
                .map(gateway -> drawing.objection(
                        gateway, "has no default way out", "make the flow of the cautious answer its default flow"));
    }
}
