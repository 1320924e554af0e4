package dev.sternway.drawing.picture;

import dev.sternway.drawing.Drawing.Bounds;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** What is drawn so far, and how far it reaches. */
final class Canvas {
    static final double SMALL = 11;
    static final double NORMAL = 12;
    private static final double LEADING = 1.2;
    private static final double MARGIN = 12;

    private final StringBuilder drawn = new StringBuilder();
    private double left = Double.POSITIVE_INFINITY;
    private double top = Double.POSITIVE_INFINITY;
    private double right = Double.NEGATIVE_INFINITY;
    private double bottom = Double.NEGATIVE_INFINITY;

    void rectangle(String look, Bounds at, double round) {
        reach(at);
        drawn.append("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"/>\n"
                .formatted(look, n(at.left()), n(at.top()), n(at.width()), n(at.height()), n(round)));
    }

    void circle(String look, double x, double y, double radius) {
        reach(new Bounds(x - radius, y - radius, 2 * radius, 2 * radius));
        drawn.append("<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>\n".formatted(look, n(x), n(y), n(radius)));
    }

    void polygon(String look, double... points) {
        shape("polygon", look, points);
    }

    void line(String look, double... points) {
        shape("polyline", look, points);
    }

    /** @param path in units of the symbol, whose middle comes to the place */
    void symbol(String look, String path, double x, double y) {
        drawn.append(
                "<path class=\"%s\" transform=\"translate(%s %s)\" d=\"%s\"/>\n".formatted(look, n(x), n(y), path));
    }

    /** Centred, first line under the given height. */
    void words(List<String> lines, double size, double middle, double from) {
        double base = from + size;
        for (String line : lines) {
            double width = Lettering.width(line, size);
            reach(new Bounds(middle - width / 2, base - size, width, size * LEADING));
            drawn.append("<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n"
                    .formatted(size < NORMAL ? "small" : "name", n(middle), n(base), escaped(line)));
            base += size * LEADING;
        }
    }

    static double height(List<String> lines, double size) {
        return lines.size() * size * LEADING;
    }

    /** @param title for those who hear the picture, with what it says in a sentence */
    String svg(String title, String about, String style) {
        if (left > right) {
            reach(new Bounds(0, 0, 1, 1));
        }
        String x = n(left - MARGIN);
        String y = n(top - MARGIN);
        String width = n(right - left + 2 * MARGIN);
        String height = n(bottom - top + 2 * MARGIN);
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%s" height="%s" viewBox="%s %s %s %s" role="img" aria-labelledby="title about">
                <title id="title">%s</title>
                <desc id="about">%s</desc>
                <style>
                %s</style>
                <rect class="paper" x="%s" y="%s" width="%s" height="%s"/>
                %s</svg>
                """.formatted(
                width, height, x, y, width, height, escaped(title), escaped(about), style, x, y, width, height, drawn);
    }

    private void shape(String kind, String look, double... points) {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i + 1 < points.length; i += 2) {
            reach(new Bounds(points[i], points[i + 1], 0, 0));
            list.append(i == 0 ? "" : " ").append(n(points[i])).append(',').append(n(points[i + 1]));
        }
        drawn.append("<%s class=\"%s\" points=\"%s\"/>\n".formatted(kind, look, list));
    }

    private void reach(Bounds at) {
        left = Math.min(left, at.left());
        top = Math.min(top, at.top());
        right = Math.max(right, at.left() + at.width());
        bottom = Math.max(bottom, at.top() + at.height());
    }

    private static String n(double number) {
        BigDecimal tenths = BigDecimal.valueOf(number).setScale(1, RoundingMode.HALF_UP);
        return tenths.signum() == 0 ? "0" : tenths.stripTrailingZeros().toPlainString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
