package dev.sternway.cli.task;

import dev.sternway.cli.tray.Waiting;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How work by hand went. */
@Command(
        name = "by-hand",
        description = "Says how a step went that a person does by hand: it is done, unless --failed is given.",
        mixinStandardHelpOptions = true)
public final class ByHand extends Answer {
    @Option(names = "--failed", description = "It did not work; then it is chosen how to go on.")
    private boolean failed;

    @Option(names = "--note", defaultValue = "", description = "For the ledger.")
    private String note = "";

    @Override
    Collection<String> answers() {
        return List.of("do-it-by-hand");
    }

    @Override
    Map<String, Object> values(Waiting task) {
        return Map.of("manualOutcome", failed ? "FAILED" : "DONE", "manualNote", note);
    }

    @Override
    String question(Waiting task) {
        return task.fact("stepName") + (failed ? " did not work" : " is done");
    }
}
