package dev.sternway.drawing.picture;

import dev.sternway.drawing.DiagramFile;
import java.util.List;
import org.w3c.dom.Element;

/** Sequence flows and associations, with arrow, mark of the default way, and mark of a condition. */
final class Flows {
    private static final double HEAD = 10;
    private static final double HALF = 4.5;

    private final Canvas canvas;

    Flows(Canvas canvas) {
        this.canvas = canvas;
    }

    /** The corners in the order of the flow: x, y, x, y … */
    static double[] corners(Element edge) {
        List<Element> points = DiagramFile.children(edge).stream()
                .filter(each -> each.getLocalName().equals("waypoint"))
                .toList();
        double[] corners = new double[points.size() * 2];
        for (int i = 0; i < points.size(); i++) {
            corners[2 * i] = number(points.get(i), "x");
            corners[2 * i + 1] = number(points.get(i), "y");
        }
        return corners;
    }

    /** @param isDefault whether it is taken when no condition holds */
    void draw(double[] corners, boolean isDefault) {
        int last = corners.length - 2;
        if (last < 2) {
            return;
        }
        double[] into = direction(corners[last - 2], corners[last - 1], corners[last], corners[last + 1]);
        double[] line = corners.clone();
        line[last] -= into[0] * HEAD / 2;
        line[last + 1] -= into[1] * HEAD / 2;
        canvas.line("flow", line);
        double backX = corners[last] - into[0] * HEAD;
        double backY = corners[last + 1] - into[1] * HEAD;
        canvas.polygon(
                "full",
                corners[last],
                corners[last + 1],
                backX - into[1] * HALF,
                backY + into[0] * HALF,
                backX + into[1] * HALF,
                backY - into[0] * HALF);
        if (isDefault) {
            double[] out = direction(corners[0], corners[1], corners[2], corners[3]);
            double x = corners[0] + out[0] * 9;
            double y = corners[1] + out[1] * 9;
            canvas.line(
                    "flow",
                    x - out[0] * 3 - out[1] * 5,
                    y - out[1] * 3 + out[0] * 5,
                    x + out[0] * 3 + out[1] * 5,
                    y + out[1] * 3 - out[0] * 5);
        }
    }

    private static double[] direction(double fromX, double fromY, double toX, double toY) {
        double length = Math.hypot(toX - fromX, toY - fromY);
        return length == 0 ? new double[] {1, 0} : new double[] {(toX - fromX) / length, (toY - fromY) / length};
    }

    private static double number(Element point, String name) {
        try {
            return Double.parseDouble(point.getAttribute(name));
        } catch (NumberFormatException nonsense) {
            return 0;
        }
    }
}
