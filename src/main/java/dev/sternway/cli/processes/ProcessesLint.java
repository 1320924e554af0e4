package dev.sternway.cli.processes;

import dev.sternway.base.words.Counted;
import dev.sternway.cli.Cli;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.process.check.LintDrawings;
import dev.sternway.process.check.LintDrawings.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lints diagrams. */
@Command(
        name = "lint",
        description = {
            "Checks diagrams, decisions and forms: whether the server lets them in, and whether people can read them.",
            "Exits 0 when clean, 1 with findings, 2 when a file is unusable."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:clean", "1:there are findings", "2:a file is unusable, or the call is wrong"})
final class ProcessesLint implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "A folder, or one file of it.")
    private Path path = Path.of("");

    @Option(names = "--json", description = "One JSON array of findings, for machines.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Optional<String> only = Files.isDirectory(path)
                ? Optional.empty()
                : Optional.of(path.toAbsolutePath().getFileName().toString());
        Path folder = only.isPresent() ? DrawnFiles.folderOf(path) : path;
        Map<String, byte[]> files = DrawnFiles.in(folder);
        if (only.isPresent() && !files.containsKey(only.get())) {
            throw DrawnFiles.unreadable(path, "is no .bpmn, .dmn or .form file");
        }
        LintDrawings.Result result = new LintDrawings().check(files);
        List<Found> findings = result.findings().stream()
                .filter(found -> only.filter(
                                name -> !name.equals(found.objection().file()))
                        .isEmpty())
                .toList();
        List<String> unusable = result.unusable().stream()
                .filter(line -> only.filter(name -> !line.startsWith(name)).isEmpty())
                .toList();
        print(findings);
        unusable.forEach(line -> spec.commandLine().getErr().println("SW-0922 " + line));
        return !unusable.isEmpty() ? Cli.UNUSABLE : findings.isEmpty() ? 0 : Cli.FINDINGS;
    }

    private void print(List<Found> findings) throws IOException {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(PlanMapper.json()
                    .writeValueAsString(findings.stream()
                            .map(found -> Map.of(
                                    "file", found.objection().file(),
                                    "element", found.objection().element(),
                                    "rule", found.rule(),
                                    "message", found.objection().what(),
                                    "fix", found.objection().fix()))
                            .toList()));
            return;
        }
        findings.forEach(found -> out.println(found.objection() + " (" + found.rule() + ")"));
        out.println(findings.isEmpty() ? "clean" : Counted.of(findings.size(), "finding"));
    }
}
