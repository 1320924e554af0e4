package dev.sternway.cli.plan;

import picocli.CommandLine.Command;

/** Verbs on plan files; they need no server. */
@Command(
        name = "plan",
        description = "Works on plan files.",
        mixinStandardHelpOptions = true,
        subcommands = {
            PlanLint.class,
            PlanSchemaText.class,
            PlanRender.class,
            PlanEstimates.class,
            PlanDerive.class,
            PlanImport.class,
            PlanScript.class,
            PlanNew.class
        })
public final class PlanVerbs {
    private PlanVerbs() {}
}
