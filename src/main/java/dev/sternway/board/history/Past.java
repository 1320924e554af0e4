package dev.sternway.board.history;

import dev.sternway.board.words.Tone;
import java.util.List;

/**
 * A rollback that was.
 *
 * @param took of the whole, people included
 * @param worked time of its phases against what the plan expected, in words; empty when no phase was begun
 * @param actual length of the phases, in parts of the longest bar, 0 to {@value #SCALE}
 * @param expected the same of what the plan expected
 * @param late whether the phases took longer than expected
 * @param notes what people said on the way
 * @param report where its incident report is; empty before it is written
 */
record Past(
        String date,
        String plan,
        String environment,
        String level,
        Tone tone,
        String outcome,
        String by,
        String decidedBy,
        String took,
        String worked,
        int actual,
        int expected,
        boolean late,
        List<String> notes,
        boolean intact,
        String link,
        String report) {
    static final int SCALE = 200;
}
