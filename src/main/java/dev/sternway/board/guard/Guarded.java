package dev.sternway.board.guard;

import dev.sternway.board.Asks;
import dev.sternway.board.words.Tone;
import java.util.List;

/**
 * A guard as its page shows it: words, not data.
 *
 * @param headline how it stands, in one line
 * @param findings of lint, today
 * @param revisions of the plan in the same environment, newest first, this one among them
 * @param alive whether anything will change any more
 */
record Guarded(
        String id,
        String title,
        String environment,
        Tone tone,
        String state,
        String headline,
        List<Fact> facts,
        List<Asks.Ask> asks,
        List<Watched> triggers,
        List<Proven> levels,
        List<Done> arming,
        List<String> findings,
        List<Revision> revisions,
        boolean alive) {
    /** A name and a value. */
    record Fact(String name, String value) {}

    /**
     * A trigger.
     *
     * @param rule what it waits for
     * @param mode what happens when it fires
     * @param last when and with what value it was evaluated last
     * @param why the newest verdict's reason: why it fired, or why not
     * @param chart its newest values
     * @param recent its newest verdicts, newest first
     */
    record Watched(
            String title,
            Tone tone,
            String state,
            String rule,
            String mode,
            String last,
            String why,
            Chart chart,
            List<Look> recent) {}

    /** One verdict. */
    record Look(String at, Tone tone, String state, String value, String why) {}

    /** What the rehearsal says of a level. */
    record Proven(String level, Tone tone, String verdict, String took, String loses) {}

    /** A step of the arming. */
    record Done(String name, Tone tone, String state, String took) {}

    /** A revision of the plan, and where its page and its differences are; empty when there are none. */
    record Revision(int number, Tone tone, String state, String at, String link, String changes, boolean shown) {}
}
