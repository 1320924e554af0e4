package dev.sternway.cli.salvage;

import picocli.CommandLine.Command;

/** Verbs over what rollbacks set aside. */
@Command(
        name = "salvage",
        description = {
            "Lists, exports and replays what a rollback set aside.",
            "FOLDER is DATA/guards/GUARD/salvage-TARGET, or any copy of it."
        },
        mixinStandardHelpOptions = true,
        subcommands = {SalvageList.class, SalvageExport.class, SalvageReplay.class})
public final class SalvageVerbs {
    private SalvageVerbs() {}
}
