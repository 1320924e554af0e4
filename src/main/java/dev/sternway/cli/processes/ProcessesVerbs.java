package dev.sternway.cli.processes;

import picocli.CommandLine.Command;

/** Verbs on diagrams; they need no server. */
@Command(
        name = "processes",
        description = "Works on diagrams, decisions and forms.",
        mixinStandardHelpOptions = true,
        subcommands = {ProcessesLint.class, ProcessesTest.class, ProcessesCopy.class, ProcessesDraw.class})
public final class ProcessesVerbs {
    private ProcessesVerbs() {}
}
