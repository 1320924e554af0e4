package dev.sternway.document;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people need to know to go on with a rollback by hand.
 *
 * @param state in which Sternway left it
 * @param backup its certificate in words, empty when there is none
 * @param kept keepsakes: where clone, dump, data set aside and restore point are, and what a freeze must put back
 * @param locks one line for each target that is held
 * @param tasks one line for each task that waits for a person
 * @param scripts names of the scripts that go on, empty when nothing is left to be run
 * @param contacts one line each
 * @param lastHash of the ledger
 */
public record Handover(
        String id,
        String plan,
        String title,
        String release,
        String environment,
        String state,
        String reason,
        String requestedBy,
        Optional<String> incident,
        Optional<String> level,
        Optional<String> decidedBy,
        List<Step> steps,
        String backup,
        Map<String, String> kept,
        List<String> locks,
        List<String> tasks,
        List<String> scripts,
        List<String> contacts,
        String lastHash) {
    /**
     * One step with its last attempt.
     *
     * @param key by which {@code sternway resume} takes it
     * @param state done, failed, "started, unknown", running or waiting
     * @param note when, by whom, with what evidence or problem
     */
    public record Step(String phase, String key, String name, String state, String note) {
        boolean over() {
            return state.equals("done");
        }
    }

    /** For people, as Markdown. */
    public String markdown() {
        return new HandoverMarkdown(this).text();
    }
}
