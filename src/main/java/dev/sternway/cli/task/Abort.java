package dev.sternway.cli.task;

import dev.sternway.cli.tray.Waiting;
import java.util.Collection;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Ends a run at a failed step. */
@Command(
        name = "abort",
        description = {
            "Ends a rollback or an arming at a step that failed and waits for a person.",
            "What was done stays as it is, unless --undo is given: sternway status says what remains and how to go on."
        },
        mixinStandardHelpOptions = true)
public final class Abort extends Answer {
    @Option(names = "--reason", required = true, description = "Why; it goes into the ledger.")
    private String reason = "";

    @Option(names = "--undo", description = "Undoes what this phase did, back to its last stable stop.")
    private boolean undo;

    @Override
    Collection<String> answers() {
        return Retry.FAILED;
    }

    @Override
    Map<String, Object> values(Waiting task) {
        return Map.of("stepChoice", undo ? "UNDO" : "ABORT", "skipReason", reason);
    }

    @Override
    String question(Waiting task) {
        return "Abort at " + task.fact("stepName") + (undo ? " and undo what this phase did" : "");
    }
}
