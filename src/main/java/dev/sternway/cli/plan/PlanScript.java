package dev.sternway.cli.plan;

import dev.sternway.base.ProblemException;
import dev.sternway.document.runbook.Runbook;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.lint.Lint;
import dev.sternway.plan.Level;
import dev.sternway.plan.Phases.DataLevel;
import dev.sternway.plan.Plan;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.yaml.Finding;
import dev.sternway.plan.yaml.PlanReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a plan and a level down as a shell script. */
@Command(
        name = "script",
        description = {
            "Writes one level of a plan as a standalone shell script, for the day Sternway itself is down.",
            "It takes the same steps, asks before it destroys, logs, and goes on where it was cut off. See docs/runbook.md."
        },
        mixinStandardHelpOptions = true)
final class PlanScript implements Callable<Integer> {
    private static final Map<String, Level> LEVELS =
            Map.of("1", Level.L1, "2", Level.L2, "3", Level.L3, "code-only", Level.CODE_ONLY);

    @Parameters(paramLabel = "FILE", description = "plan.yaml, or the folder that holds it.")
    private Path file = Path.of(".");

    @Option(names = "--level", required = true, paramLabel = "LEVEL", description = "1, 2, 3 or code-only.")
    private String level = "";

    @Option(names = "--environment", paramLabel = "NAME", description = "Where it will run: environments/NAME.yaml.")
    private Optional<String> environment = Optional.empty();

    @Option(names = "--out", paramLabel = "FILE", description = "Write it there; to the output when left out.")
    private Optional<Path> out = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PlanBundle bundle = bundle();
        Plan plan = plan(bundle);
        Level chosen = chosen(plan);
        warn(bundle);
        ShellSetting setting = new ShellSetting(plan.targets(), bundle::file);
        var inShell = ExecutorCatalogue.standard().inShell(setting);
        String text = new Runbook(plan, chosen, environment, bundle.digest(), inShell).text();
        if (out.isEmpty()) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
            return 0;
        }
        write(out.get(), text);
        spec.commandLine().getErr().println("Wrote " + out.get() + ". Next: sh " + out.get() + " --dry-run");
        return 0;
    }

    /** A script is made all the same: the night may not wait. */
    private void warn(PlanBundle bundle) {
        List<Finding> errors = new Lint(ExecutorCatalogue.standard().schemas())
                .check(bundle, environment, file.toString())
                .errors();
        if (!errors.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("Mind: the plan has " + errors.size() + " errors, and the script has them too; the first: "
                            + errors.get(0).text());
        }
    }

    private PlanBundle bundle() {
        Path folder = Files.isDirectory(file) ? file : file.toAbsolutePath().getParent();
        boolean named = Files.isDirectory(file) || PlanBundle.PLAN.equals(String.valueOf(file.getFileName()));
        if (!named || folder == null || !Files.exists(folder.resolve(PlanBundle.PLAN))) {
            throw ProblemException.of(
                    "SW-0140",
                    "There is no plan in " + file,
                    file.toString(),
                    "Give a plan.yaml or the folder that holds it");
        }
        return PlanBundle.ofFolder(folder);
    }

    private Plan plan(PlanBundle bundle) {
        if (environment.isPresent()) {
            return bundle.plan(environment.get());
        }
        PlanReader.Reading reading = bundle.read(Optional.empty());
        return reading.plan()
                .orElseThrow(() -> ProblemException.of(
                        "SW-0122",
                        "The plan cannot be used: "
                                + String.join(
                                        "; ",
                                        reading.findings().stream()
                                                .map(Finding::text)
                                                .toList()),
                        file.toString(),
                        "Run sternway plan lint"));
    }

    private Level chosen(Plan plan) {
        Level chosen = LEVELS.get(level);
        if (chosen == null) {
            throw ProblemException.of(
                    "SW-0141", "There is no level " + level, "--level", "Give " + String.join(", ", known(plan)));
        }
        if (!chosen.rollsBackData()) {
            return chosen;
        }
        Optional<DataLevel> how = plan.phases().data().of(chosen);
        if (how.isEmpty()) {
            throw ProblemException.of(
                    "SW-0141",
                    "The plan has no level " + level,
                    "phases.data.level-" + level,
                    "It has " + String.join(", ", known(plan)));
        }
        if (!how.get().isFilled()) {
            throw ProblemException.of(
                    "SW-0142",
                    "Level " + level + " of the plan is not filled yet",
                    "phases.data.level-" + level,
                    "Give it scripts:, restore: or migrate/ steps, by hand or with sternway plan derive");
        }
        return chosen;
    }

    private static List<String> known(Plan plan) {
        return Arrays.stream(new String[] {"1", "2", "3", "code-only"})
                .filter(name -> {
                    Level known = LEVELS.get(name);
                    return known != null
                            && (!known.rollsBackData()
                                    || plan.phases().data().of(known).isPresent());
                })
                .toList();
    }

    private static void write(Path out, String text) throws IOException {
        Path target = out.toAbsolutePath();
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        Files.writeString(fresh, text);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
