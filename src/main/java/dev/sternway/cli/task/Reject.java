package dev.sternway.cli.task;

import dev.sternway.cli.tray.Waiting;
import java.util.Collection;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** No to what asks for a yes. */
@Command(
        name = "reject",
        description =
                "Says no to what sternway approve would say yes to. A rejection is not a failure: it is decided anew, or ends.",
        mixinStandardHelpOptions = true)
public final class Reject extends Answer {
    @Option(names = "--reason", required = true, description = "Why; it goes into the ledger.")
    private String reason = "";

    @Override
    Collection<String> answers() {
        return Approve.FIELDS.keySet();
    }

    @Override
    Map<String, Object> values(Waiting task) {
        return Approve.said(task, false, reason);
    }

    @Override
    String question(Waiting task) {
        return "Reject";
    }
}
