package dev.sternway.drawing.picture;

import dev.sternway.drawing.DiagramFile;
import dev.sternway.drawing.Drawing.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;

/** Tasks, calls, gateways, events, and the frames of sub-processes. */
final class Nodes {
    private static final double ROUND = 10;
    private static final double PAD = 14;
    private static final double SIGN = 24;

    private final Canvas canvas;

    Nodes(Canvas canvas) {
        this.canvas = canvas;
    }

    void draw(Element node, Bounds at) {
        String kind = node.getLocalName();
        if (kind.endsWith("Event")) {
            event(node, at);
        } else if (kind.endsWith("Gateway")) {
            gateway(node, at);
        } else if (kind.equals("subProcess")) {
            frame(node, at);
        } else {
            activity(node, at);
        }
    }

    private void frame(Element node, Bounds at) {
        boolean onEvent = node.getAttribute("triggeredByEvent").equals("true");
        canvas.rectangle(onEvent ? "frame on-event" : "frame", at, ROUND);
        canvas.words(
                Lettering.lines(node.getAttribute("name"), Canvas.NORMAL, at.width() - PAD),
                Canvas.NORMAL,
                at.middle(),
                at.top() + 6);
        signs(node, at, false);
    }

    private void activity(Element node, Bounds at) {
        String kind = node.getLocalName();
        boolean calls = kind.equals("callActivity");
        canvas.rectangle(calls ? "task calls" : kind.equals("userTask") ? "task asks" : "task", at, ROUND);
        Symbols.ofTask(kind).ifPresent(path -> canvas.symbol("sign", path, at.left() + 15, at.top() + 14));
        signs(node, at, calls);
        List<String> lines = Lettering.lines(node.getAttribute("name"), Canvas.NORMAL, at.width() - PAD);
        double free = at.height() - Canvas.height(lines, Canvas.NORMAL);
        boolean underSign = lines.size() > 2 && !calls;
        canvas.words(lines, Canvas.NORMAL, at.middle(), at.top() + (underSign ? Math.max(SIGN, free / 2) : free / 2));
    }

    /** How often it runs, and whether another diagram does the work, in the middle of the lower edge. */
    private void signs(Element node, Bounds at, boolean calls) {
        List<String> signs = new ArrayList<>();
        child(node, "multiInstanceLoopCharacteristics")
                .map(loop -> loop.getAttribute("isSequential").equals("true") ? Symbols.SEQUENTIAL : Symbols.PARALLEL)
                .ifPresent(signs::add);
        if (calls) {
            signs.add(Symbols.CALLS);
        }
        double from = at.middle() - (signs.size() - 1) * 9.0;
        for (int i = 0; i < signs.size(); i++) {
            canvas.symbol("sign", signs.get(i), from + i * 18, at.top() + at.height() - 9);
        }
    }

    private void gateway(Element node, Bounds at) {
        double x = at.middle();
        double y = at.top() + at.height() / 2;
        double bottom = at.top() + at.height();
        canvas.polygon("gateway", x, at.top(), at.left() + at.width(), y, x, bottom, at.left(), y);
        switch (node.getLocalName()) {
            case "parallelGateway" -> canvas.symbol("bold", "M-10,0H10M0,-10V10", x, y);
            case "inclusiveGateway" -> canvas.circle("bold", x, y, 11);
            case "eventBasedGateway" -> {
                canvas.circle("thin", x, y, 14);
                canvas.circle("thin", x, y, 11.5);
                canvas.symbol("thin", "M0,-8L7.6,-2.5L4.7,6.5H-4.7L-7.6,-2.5Z", x, y);
            }
            default -> canvas.symbol("bold", "M-6.5,-8L6.5,8M6.5,-8L-6.5,8", x, y);
        }
    }

    private void event(Element node, Bounds at) {
        double x = at.middle();
        double y = at.top() + at.height() / 2;
        double radius = at.width() / 2;
        String kind = node.getLocalName();
        boolean ends = kind.equals("endEvent");
        boolean throwing = ends || kind.equals("intermediateThrowEvent");
        boolean goesOnBeside = node.getAttribute("cancelActivity").equals("false")
                || node.getAttribute("isInterrupting").equals("false");
        String look = goesOnBeside ? "event beside" : "event";
        canvas.circle(ends ? "event end" : look, x, y, radius);
        if (!ends && !kind.equals("startEvent")) {
            canvas.circle(look, x, y, radius - 3);
        }
        if (child(node, "terminateEventDefinition").isPresent()) {
            canvas.circle("full", x, y, radius - 8);
        }
        DiagramFile.children(node).stream()
                .flatMap(each -> Symbols.ofEvent(each.getLocalName()).stream())
                .findFirst()
                .ifPresent(path -> canvas.symbol(throwing ? "full" : "thin", path, x, y));
    }

    static Optional<Element> child(Element parent, String name) {
        return DiagramFile.children(parent).stream()
                .filter(each -> name.equals(each.getLocalName()))
                .findFirst();
    }
}
