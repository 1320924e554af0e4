package dev.sternway.cli.processes;

import dev.sternway.base.ProblemException;
import dev.sternway.cli.Cli;
import dev.sternway.plan.Level;
import dev.sternway.plan.Phase;
import dev.sternway.plan.Plan;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.process.check.LintDrawings;
import dev.sternway.process.dry.Course;
import dev.sternway.process.dry.DryRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries a phase's diagram out. */
@Command(
        name = "test",
        description = {
            "Runs the diagram of a phase with the steps of a plan. Nothing has an effect: steps are only named, people answer at"
                    + " once, and timers go off when nothing else moves.",
            "Exits 0 when it ends, 1 when it is stuck, 2 when diagram or plan are unusable."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:it ends", "1:it is stuck", "2:diagram or plan are unusable, or the call is wrong"})
final class ProcessesTest implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "The diagram.")
    private Path file = Path.of("");

    @Option(names = "--plan", required = true, paramLabel = "PLAN", description = "A plan.yaml or its folder.")
    private Path plan = Path.of("");

    @Option(names = "--environment", description = "The plan as it is in this environment.")
    private Optional<String> environment = Optional.empty();

    @Option(
            names = "--phase",
            description =
                    "preservation, data, restoration or validation; by default the one whose process the plan says it is.")
    private Optional<String> phase = Optional.empty();

    @Option(names = "--level", defaultValue = "L1", description = "L1, L2 or L3; L1 when left out.")
    private Level level = Level.L1;

    @Option(
            names = "--fail",
            paramLabel = "STEP",
            description = "This step fails at its first attempt. May be repeated.")
    private Set<String> failing = Set.of();

    @Option(
            names = "--answer",
            paramLabel = "TASK:VARIABLE=VALUE",
            description =
                    "How people answer a task, such as approve-going-on:approved=false; TASK:nobody lets its deadline pass.")
    private List<String> answers = List.of();

    @Option(
            names = "--paths",
            paramLabel = "FILE",
            description =
                    "Remembers the ways that were taken in this file, and says which no test took so far; another diagram"
                            + " begins anew.")
    private Optional<Path> paths = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        byte[] diagram = DrawnFiles.read(file);
        String name = file.getFileName().toString();
        LintDrawings.Result lint = new LintDrawings().check(Map.of(name, diagram));
        if (!lint.unusable().isEmpty()) {
            throw ProblemException.of("SW-0922", lint.unusable().get(0), name, "Save it again from the Modeler");
        }
        lint.findings().stream()
                .filter(found -> found.rule().equals(LintDrawings.SERVER))
                .findFirst()
                .ifPresent(found -> {
                    throw ProblemException.of(
                            "SW-0925",
                            "The server would not let it in: " + found.objection(),
                            name,
                            "Mend what is named");
                });
        Plan read = plan();
        Phase where = where(read, name.replace(".bpmn", ""));
        Course course = new DryRun(read, where, level).of(name, diagram, new DryRun.Told(failing, told()));
        print(course, paths.map(it -> TakenWays.remember(it, diagram, course)).orElse(Set.of()));
        return course.stuck().isEmpty() ? 0 : Cli.FINDINGS;
    }

    private Plan plan() {
        Path folder = Files.isDirectory(plan) ? plan : DrawnFiles.folderOf(plan);
        PlanBundle bundle = PlanBundle.ofFolder(folder);
        if (environment.isPresent()) {
            return bundle.plan(environment.get());
        }
        return bundle.read(Optional.empty())
                .plan()
                .orElseThrow(() -> ProblemException.of(
                        "SW-0122", "The plan cannot be used", plan.toString(), "See: sternway plan lint " + plan));
    }

    private Phase where(Plan read, String id) {
        var phases = read.phases();
        Map<Phase, String> named = Map.of(
                Phase.PRESERVATION, phases.preservation().process().orElse("preservation"),
                Phase.DATA, phases.data().process().orElse("data-rollback"),
                Phase.RESTORATION, phases.restoration().process().orElse("restoration"),
                Phase.VALIDATION, phases.validation().process().orElse("validation"));
        return named.entrySet().stream()
                .filter(it -> phase.isPresent()
                        ? it.getKey().name().toLowerCase(Locale.ROOT).equals(phase.get())
                        : it.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> ProblemException.of(
                        "SW-0925",
                        "The plan names " + id + " for no phase",
                        plan.toString(),
                        "Write process: " + id + " into a phase of the plan, or give --phase preservation, data,"
                                + " restoration or validation"));
    }

    private Map<String, Map<String, Object>> told() {
        Map<String, Map<String, Object>> told = new HashMap<>();
        for (String answer : answers) {
            String[] parts = answer.split("[:=]", 3);
            if (parts.length < 2) {
                throw ProblemException.of(
                        "SW-0925",
                        "That is no answer: " + answer,
                        "--answer",
                        "Write TASK:VARIABLE=VALUE or TASK:nobody");
            }
            String value = parts.length == 3 ? parts[2] : "";
            told.computeIfAbsent(parts[0], key -> new HashMap<>())
                    .put(
                            parts[1],
                            value.equals("true") || value.equals("false") ? Boolean.valueOf(value) : (Object) value);
        }
        return told;
    }

    private void print(Course course, Set<String> before) {
        PrintWriter out = spec.commandLine().getOut();
        course.events().forEach(out::println);
        out.println("path   " + String.join(" > ", course.path()));
        if (!course.unreached().isEmpty()) {
            out.println("never reached: " + String.join(", ", course.unreached()));
        }
        List<String> open = course.ways().stream()
                .filter(way -> !way.taken() && !before.contains(way.id()))
                .map(Course.Way::text)
                .toList();
        if (paths.isPresent()) {
            int all = course.ways().size();
            out.println("ways taken by the tests so far: " + (all - open.size()) + " of " + all);
        }
        open.forEach(way -> out.println("never taken: " + way));
        out.println(course.stuck().isEmpty() ? "ended" : "STUCK: " + course.stuck());
    }
}
