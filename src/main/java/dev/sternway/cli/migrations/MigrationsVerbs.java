package dev.sternway.cli.migrations;

import picocli.CommandLine.Command;

/** Verbs on folders of migrations. */
@Command(
        name = "migrations",
        description = "Works on folders of migrations.",
        mixinStandardHelpOptions = true,
        subcommands = MigrationsCheck.class)
public final class MigrationsVerbs {
    private MigrationsVerbs() {}
}
