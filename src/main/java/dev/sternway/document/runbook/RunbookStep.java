package dev.sternway.document.runbook;

import dev.sternway.plan.shell.ShellStep;
import java.time.Duration;
import java.util.Optional;

/** One numbered step of the script, under the heading of its part of the rollback. */
record RunbookStep(Part part, String name, Optional<Duration> estimate, Optional<String> notes, ShellStep shell) {
    /**
     * A part of the rollback.
     *
     * @param within its time window
     * @param next whom to call when it is overrun
     */
    record Part(String title, Optional<Duration> within, String next) {}
}
