package dev.sternway.cli.database;

import picocli.CommandLine.Command;

/** Verbs on databases. */
@Command(
        name = "database",
        description = "Looks at databases.",
        mixinStandardHelpOptions = true,
        subcommands = DatabaseCompare.class)
public final class DatabaseVerbs {
    private DatabaseVerbs() {}
}
