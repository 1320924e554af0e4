package dev.sternway.cli.plan;

import dev.sternway.base.ProblemException;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.lint.Lint;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.plan.yaml.Finding;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a new plan to be filled in. */
@Command(
        name = "new",
        description = {
            "Makes the folder of a new plan: plan.yaml with explanations, environments, migrations, rollback scripts.",
            "What is left for people stands <in angle brackets>; plan lint names every place. Nothing is overwritten."
        },
        mixinStandardHelpOptions = true)
final class PlanNew implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Folder of the plan; this one when left out.")
    private Path folder = Path.of(".");

    @Option(names = "--id", description = "Id of the plan; the folder's name when left out.")
    private Optional<String> id = Optional.empty();

    @Option(names = "--title", description = "What the release is about.")
    private Optional<String> title = Optional.empty();

    @Option(names = "--release", description = "Version that is released.")
    private Optional<String> release = Optional.empty();

    @Option(names = "--database", defaultValue = "app", description = "Name of the database; app when left out.")
    private String database = "app";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Scaffold scaffold = new Scaffold(
                id.orElseGet(this::nameOfFolder),
                title.orElse("<what the release is about>"),
                release.orElse("<version that is released>"),
                database);
        List<Path> written;
        try {
            written = scaffold.write(folder);
        } catch (IOException e) {
            throw ProblemException.of(
                    "SW-0132",
                    "The file " + e.getMessage() + " cannot be written",
                    folder.toString(),
                    "Check folder and permissions");
        }
        PrintWriter out = spec.commandLine().getOut();
        written.forEach(file -> out.println("wrote " + file));
        Path plan = folder.resolve(PlanBundle.PLAN);
        Lint.Result lint = new Lint(ExecutorCatalogue.standard().schemas()).check(plan, Optional.empty());
        out.println();
        out.println("Only people can do the rest:");
        lint.findings().stream().map(Finding::text).forEach(out::println);
        out.println();
        out.println(lint.errors().size() + " blanks to fill in and "
                + (lint.findings().size() - lint.errors().size())
                + " warnings to heed. See again what is left: sternway plan lint " + folder);
        return 0;
    }

    private String nameOfFolder() {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }
}
