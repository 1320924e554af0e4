package dev.sternway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sternway.base.ProblemException;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.lint.Lint;
import dev.sternway.plan.yaml.Finding;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.plan.yaml.PlanSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verbs on plan files; they need no server. */
@Command(
        name = "plan",
        description = "Works on plan files.",
        mixinStandardHelpOptions = true,
        subcommands = {PlanVerbs.LintVerb.class, PlanVerbs.SchemaVerb.class})
final class PlanVerbs {
    private PlanVerbs() {}

    /** Prints the schema. */
    @Command(name = "schema", description = "Prints the JSON Schema of plan files.", mixinStandardHelpOptions = true)
    static final class SchemaVerb implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            spec.commandLine().getOut().println(PlanSchema.published().toPrettyString());
            return 0;
        }
    }

    /** Lints plans. */
    @Command(
            name = "lint",
            description = "Checks plans. Exits 0 when clean, 1 with findings, 2 when a file is unusable.",
            mixinStandardHelpOptions = true)
    static final class LintVerb implements Callable<Integer> {
        @Parameters(arity = "1..*", paramLabel = "FILE", description = "Plan files, or folders that hold a plan.yaml.")
        private List<Path> files = List.of();

        @Option(names = "--environment", description = "Only this environment; by default all that the folder has.")
        private Optional<String> environment = Optional.empty();

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
                } catch (ProblemException refused) {
                    unusable = true;
                    findings.add(new Finding(file.toString(), 0, 0, refused.problem(), ""));
                }
            }
            print(findings);
            return unusable ? Cli.UNUSABLE : findings.isEmpty() ? 0 : Cli.FINDINGS;
        }

        private void print(List<Finding> findings) throws JsonProcessingException {
            var out = spec.commandLine().getOut();
            if (json) {
                out.println(PlanMapper.json()
                        .writeValueAsString(
                                findings.stream().map(LintVerb::json).toList()));
                return;
            }
            findings.forEach(finding -> out.println(finding.text()));
            if (findings.isEmpty()) {
                out.println("clean");
            }
        }

        private static Map<String, Object> json(Finding finding) {
            return Map.of(
                    "file", finding.file(),
                    "line", finding.line(),
                    "column", finding.column(),
                    "code", finding.problem().code(),
                    "message", finding.problem().what(),
                    "next", finding.problem().next(),
                    "suggestion", finding.suggestion());
        }
    }
}
