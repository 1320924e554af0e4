package dev.sternway.document.runbook;

import dev.sternway.plan.shell.ShellStep;
import java.time.Duration;
import java.util.Optional;

/**
 * One numbered step of the script, under the heading of its part of the rollback.
 *
 * @param key under which Sternway knows the step of a rollback that it had begun
 * @param cutOff Sternway had begun it, and nobody knows how it ended
 */
record RunbookStep(
        Part part,
        String name,
        Optional<Duration> estimate,
        Optional<String> notes,
        ShellStep shell,
        Optional<String> key,
        boolean cutOff) {
    /**
     * A part of the rollback.
     *
     * @param within its time window
     * @param next whom to call when it is overrun
     */
    record Part(String title, Optional<Duration> within, String next) {}
}
