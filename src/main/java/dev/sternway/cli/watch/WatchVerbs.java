package dev.sternway.cli.watch;

import picocli.CommandLine.Command;

/** Verbs about triggers. */
@Command(
        name = "watch",
        description = "Explains and tries triggers.",
        mixinStandardHelpOptions = true,
        subcommands = {WatchExplain.class, WatchReplay.class})
public final class WatchVerbs {
    private WatchVerbs() {}
}
