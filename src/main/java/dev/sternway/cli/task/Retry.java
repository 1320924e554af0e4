package dev.sternway.cli.task;

import dev.sternway.cli.tray.Waiting;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** Runs a failed step again. */
@Command(
        name = "retry",
        description = "Runs a step again that failed and waits for a person.",
        mixinStandardHelpOptions = true)
public final class Retry extends Answer {
    static final List<String> FAILED = List.of("choose-how-to-go-on");

    @Override
    Collection<String> answers() {
        return FAILED;
    }

    @Override
    Map<String, Object> values(Waiting task) {
        return Map.of("stepChoice", "AGAIN");
    }

    @Override
    String question(Waiting task) {
        return "Run " + task.fact("stepName") + " again";
    }
}
