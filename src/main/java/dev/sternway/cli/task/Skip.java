package dev.sternway.cli.task;

import dev.sternway.cli.tray.Waiting;
import java.util.Collection;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Goes on without a failed step. */
@Command(
        name = "skip",
        description = "Goes on without a step that failed and waits for a person.",
        mixinStandardHelpOptions = true)
public final class Skip extends Answer {
    @Option(names = "--reason", required = true, description = "Why; it goes into the ledger.")
    private String reason = "";

    @Override
    Collection<String> answers() {
        return Retry.FAILED;
    }

    @Override
    Map<String, Object> values(Waiting task) {
        return Map.of("stepChoice", "SKIP", "skipReason", reason);
    }

    @Override
    String question(Waiting task) {
        return "Skip " + task.fact("stepName");
    }
}
