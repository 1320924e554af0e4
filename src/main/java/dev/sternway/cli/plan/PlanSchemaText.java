package dev.sternway.cli.plan;

import dev.sternway.plan.yaml.PlanSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the schema. */
@Command(name = "schema", description = "Prints the JSON Schema of plan files.", mixinStandardHelpOptions = true)
final class PlanSchemaText implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(PlanSchema.published().toPrettyString());
        return 0;
    }
}
