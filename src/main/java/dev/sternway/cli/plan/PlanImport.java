package dev.sternway.cli.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.Problem;
import dev.sternway.cli.Cli;
import dev.sternway.document.imports.ImportedPlan;
import dev.sternway.document.imports.RollbackDocument;
import dev.sternway.plan.Imported;
import dev.sternway.plan.Plan;
import dev.sternway.plan.yaml.Finding;
import dev.sternway.plan.yaml.PlanMapper;
import dev.sternway.plan.yaml.PlanYaml;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a rollback document into a plan. */
@Command(
        name = "import",
        description = {
            "Reads a rollback document in Markdown into a plan; what has no place in one is kept under unplaced.",
            "Exits 0 when nothing is left to do, 1 when there is, 2 when the document cannot be read."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:all was read",
            "1:something was not understood; the plan is written nevertheless",
            "2:the call is wrong, or cannot be answered"
        })
final class PlanImport implements Callable<Integer> {
    @Parameters(paramLabel = "FILE.md", description = "Rollback document.")
    private Path file = Path.of("");

    @Option(
            names = "--into",
            description =
                    "Plan file to write, scripts beside it; what people wrote in it stays. Standard output when left out.")
    private Optional<Path> into = Optional.empty();

    @Option(names = "--json", description = "What was read as one JSON object, for machines.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws JsonProcessingException {
        ImportedPlan imported = RollbackDocument.read(file.toString(), PlanRender.read(file));
        Optional<PlanFolder.Written> written =
                into.map(plan -> PlanFolder.write(plan, imported.tree(), imported.files()));
        List<Finding> findings = findings(imported.plan(), written);
        if (json) {
            spec.commandLine().getOut().println(json(imported, written, findings));
        } else {
            print(imported, written, findings);
        }
        return findings.isEmpty() && imported.plan().unplaced().isEmpty() ? 0 : Cli.FINDINGS;
    }

    private List<Finding> findings(Plan plan, Optional<PlanFolder.Written> written) {
        List<Finding> findings = new ArrayList<>();
        for (Plan.Danger danger : plan.dangers()) {
            if (danger.because().isEmpty()) {
                findings.add(finding(
                        0,
                        "SW-0219",
                        "Dangerous: " + danger.command(),
                        "Take it out, or say under dangers why it is right"));
            }
        }
        for (Imported.Input input : plan.inputs()) {
            String where = input.blank().map(it -> it + " in ").orElse("")
                    + input.field().orElse("the plan");
            findings.add(finding(
                    input.line().orElse(0),
                    "SW-0218",
                    "The input " + input.name() + " is not filled in (" + where + ")",
                    input.blank().isPresent() ? "Write what belongs there" : "Add it"));
        }
        written.map(PlanFolder.Written::kept)
                .orElse(List.of())
                .forEach(place -> findings.add(finding(
                        0,
                        "SW-0133",
                        "The document says otherwise, yours was kept: " + place,
                        "Compare the two by hand")));
        return findings;
    }

    private Finding finding(int line, String code, String what, String next) {
        return new Finding(file.toString(), line, line == 0 ? 0 : 1, new Problem(code, what, "", next), "");
    }

    private void print(ImportedPlan imported, Optional<PlanFolder.Written> written, List<Finding> findings) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter said = written.isPresent() ? out : spec.commandLine().getErr();
        if (written.isEmpty()) {
            out.print(PlanYaml.write(imported.tree()));
            out.flush();
            imported.files().keySet().stream()
                    .sorted()
                    .forEach(path -> said.println(path + ": not written; give --into"));
        }
        written.ifPresent(files -> files.files().forEach(path -> said.println(path + ": written")));
        findings.forEach(finding -> said.println(finding.text()));
        for (Imported.Unplaced block : imported.plan().unplaced()) {
            said.println(file + ":" + block.line() + ":1: not placed: " + firstLine(block.text()));
        }
        said.println(imported.plan().inputs().size() + " inputs to fill in, "
                + imported.plan().dangers().size() + " dangerous commands, "
                + imported.plan().unplaced().size() + " blocks not placed");
        said.flush();
    }

    private static String firstLine(String text) {
        String first = text.lines().findFirst().orElse("").strip();
        boolean more = text.lines().count() > 1 || first.length() > 100;
        return (first.length() > 100 ? first.substring(0, 100) : first) + (more ? " …" : "");
    }

    private static String json(ImportedPlan imported, Optional<PlanFolder.Written> written, List<Finding> findings)
            throws JsonProcessingException {
        ObjectNode result = PlanMapper.json().createObjectNode();
        result.set("plan", imported.tree());
        result.set("files", PlanMapper.json().valueToTree(new java.util.TreeMap<>(imported.files())));
        result.set(
                "written",
                PlanMapper.json()
                        .valueToTree(written.map(PlanFolder.Written::files).orElse(List.of())));
        result.set(
                "kept",
                PlanMapper.json()
                        .valueToTree(written.map(PlanFolder.Written::kept).orElse(List.of())));
        result.set(
                "findings",
                PlanMapper.json()
                        .valueToTree(findings.stream().map(PlanLint::json).toList()));
        return PlanMapper.json().writeValueAsString(result);
    }
}
