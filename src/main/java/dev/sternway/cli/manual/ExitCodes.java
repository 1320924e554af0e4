package dev.sternway.cli.manual;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Which exit codes a verb has that does not say so itself. */
public final class ExitCodes {
    private static final String HEADING = "Exit codes:%n";

    private ExitCodes() {}

    /** Gives every verb below a list of exit codes, and the version. */
    public static void complete(CommandLine line) {
        for (CommandLine verb : line.getSubcommands().values()) {
            CommandSpec spec = verb.getCommandSpec();
            spec.version(line.getCommandSpec().version());
            if (verb.getSubcommands().isEmpty()
                    && spec.usageMessage().exitCodeList().isEmpty()) {
                Map<String, String> codes = new LinkedHashMap<>();
                codes.put("0", "done");
                codes.put("2", "not done: the call is wrong, or cannot be answered");
                spec.usageMessage().exitCodeListHeading(HEADING).exitCodeList(codes);
            }
            complete(verb);
        }
    }
}
