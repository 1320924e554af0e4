package dev.sternway.cli.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sternway.base.ProblemException;
import dev.sternway.base.words.Counted;
import dev.sternway.cli.Cli;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.lint.Lint;
import dev.sternway.plan.allow.AllowFile;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.plan.yaml.Finding;
import dev.sternway.plan.yaml.PlanMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lints plans. */
@Command(
        name = "lint",
        description = {
            "Checks plans. Errors keep a plan from being armed; warnings are for people to weigh.",
            "Exits 0 without errors, 1 with errors, 2 when a file is unusable."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:no errors; with --strict no findings at all",
            "1:the plan has errors",
            "2:the plan cannot be read, or the call is wrong"
        })
final class PlanLint implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Plan files, or folders that hold a plan.yaml.")
    private List<Path> files = List.of();

    @Option(names = "--environment", description = "Only this environment; by default all that the folder has.")
    private Optional<String> environment = Optional.empty();

    @Option(
            names = "--allow",
            defaultValue = "${env:STERNWAY_ALLOW:-}",
            description = "Allow-list that targets are held against (STERNWAY_ALLOW).")
    private String allow = "";

    @Option(names = "--strict", description = "Exit 1 with warnings too.")
    private boolean strict;

    @Option(names = "--json", description = "One JSON array of findings, for machines.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws JsonProcessingException {
        List<Finding> findings = new ArrayList<>();
        boolean unusable = false;
        Lint lint = new Lint(ExecutorCatalogue.standard().schemas());
        for (Path file : files) {
            try {
                Lint.Result result = lint.check(file, environment);
                findings.addAll(result.findings());
                unusable |= result.unusable();
                if (!result.unusable()) {
                    findings.addAll(beyond(file, AllowFile.of(allow)));
                }
            } catch (ProblemException refused) {
                unusable = true;
                findings.add(new Finding(file.toString(), 0, 0, refused.problem(), ""));
            }
        }
        long errors = findings.stream().filter(Finding::isError).count();
        print(findings, errors);
        return unusable ? Cli.UNUSABLE : errors > 0 || strict && !findings.isEmpty() ? Cli.FINDINGS : 0;
    }

    /** Targets of a plan's folder that its environments may not reach. */
    private List<Finding> beyond(Path file, AllowFile list) {
        Path plan = Files.isDirectory(file) ? file.resolve(PlanBundle.PLAN) : file.toAbsolutePath();
        Path folder = plan.getParent();
        if (folder == null || !plan.endsWith(PlanBundle.PLAN)) {
            return List.of();
        }
        PlanBundle bundle = PlanBundle.ofFolder(folder);
        return bundle.environments().stream()
                .filter(name -> environment.filter(only -> !only.equals(name)).isEmpty())
                .flatMap(name -> bundle.read(Optional.of(name)).plan().stream()
                        .flatMap(read -> list.objections(read, name).stream()))
                .map(problem -> new Finding(plan.toString(), 0, 0, problem, ""))
                .toList();
    }

    private void print(List<Finding> findings, long errors) throws JsonProcessingException {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(PlanMapper.json()
                    .writeValueAsString(findings.stream().map(PlanLint::json).toList()));
            return;
        }
        findings.forEach(finding -> out.println(finding.text()));
        out.println(
                findings.isEmpty()
                        ? "clean"
                        : Counted.of(errors, "error") + ", " + Counted.of(findings.size() - errors, "warning"));
    }

    static Map<String, Object> json(Finding finding) {
        return Map.of(
                "file", finding.file(),
                "line", finding.line(),
                "column", finding.column(),
                "severity", finding.severity().name().toLowerCase(Locale.ROOT),
                "code", finding.problem().code(),
                "message", finding.problem().what(),
                "next", finding.problem().next(),
                "suggestion", finding.suggestion());
    }
}
