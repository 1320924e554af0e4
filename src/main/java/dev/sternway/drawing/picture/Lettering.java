package dev.sternway.drawing.picture;

import java.util.ArrayList;
import java.util.List;

/** How wide words are, by the widths of Helvetica with room for wider fonts; those of a machine are not asked, so that pictures do not depend on it. */
final class Lettering {
    private static final int FIRST = ' ';
    private static final int[] THOUSANDTHS = {
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
        556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667,
        556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556,
        556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722,
        500, 500, 500, 334, 260, 334, 584
    };
    private static final int WIDE = 1000;
    private static final double ROOM = 1.15;

    private Lettering() {}

    static double width(String text, double size) {
        return text.codePoints().map(Lettering::thousandths).sum() * size * ROOM / 1000;
    }

    /** Lines of whole words; a word that is wider than the line stands alone in it. */
    static List<String> lines(String text, double size, double width) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : text.strip().split("\\s+")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && width(longer, size) > width) {
                lines.add(line);
                line = word;
            } else {
                line = longer;
            }
        }
        if (!line.isEmpty()) {
            lines.add(line);
        }
        return lines;
    }

    private static int thousandths(int letter) {
        int at = letter - FIRST;
        return at >= 0 && at < THOUSANDTHS.length ? THOUSANDTHS[at] : letter < 0x2e80 ? 600 : WIDE;
    }
}
