package dev.sternway.cli.plan;

import dev.sternway.base.ProblemException;
import dev.sternway.cli.WholeFile;
import dev.sternway.document.render.Actuals;
import dev.sternway.document.render.PlanDocument;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.plan.Plan;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.plan.yaml.Finding;
import dev.sternway.plan.yaml.PlanReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Renders a plan for review. */
@Command(
        name = "render",
        description = "Writes the complete plan as a document for review.",
        mixinStandardHelpOptions = true)
final class PlanRender implements Callable<Integer> {
    /** What to write. */
    enum Form {
        md,
        html
    }

    @Parameters(paramLabel = "FILE", description = "Plan file, or a folder that holds a plan.yaml.")
    private Path file = Path.of(".");

    @Option(names = "--to", defaultValue = "md", description = "${COMPLETION-CANDIDATES}")
    private Form form = Form.md;

    @Option(names = "--out", description = "File to write; standard output when left out.")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--environment", description = "With the targets, people and windows of this environment.")
    private Optional<String> environment = Optional.empty();

    @Option(names = "--actuals", description = "JSON file with actual times: {\"name of a step\": \"12s\", …}.")
    private Optional<Path> actuals = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Path plan = Files.isDirectory(file) ? file.resolve(PlanBundle.PLAN) : file;
        boolean whole = plan.endsWith(PlanBundle.PLAN);
        byte[] content = read(plan);
        PlanReader.Reading alone = PlanReader.read(plan.toString(), content);
        Path parent = plan.toAbsolutePath().getParent();
        String text;
        if (whole && parent != null) {
            PlanBundle bundle = PlanBundle.ofFolder(parent);
            Plan read = environment.map(bundle::plan).orElseGet(() -> usable(alone, plan));
            text = rendered(read, path -> bundle.file(path).map(PlanRender::text));
        } else {
            text = rendered(usable(alone, plan), path -> Optional.empty());
        }
        out.ifPresentOrElse(
                target -> write(target, text), () -> spec.commandLine().getOut().print(text));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private String rendered(Plan plan, Function<String, Optional<String>> files) {
        Actuals times = actuals.map(path -> Actuals.read(text(read(path)), path.toString()))
                .orElse(Actuals.NONE);
        ExecutorCatalogue executors = ExecutorCatalogue.standard();
        return form == Form.html
                ? PlanDocument.html(plan, files, times, executors::undo)
                : PlanDocument.markdown(plan, files, times, executors::undo);
    }

    private static Plan usable(PlanReader.Reading reading, Path file) {
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

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw ProblemException.of(
                    "SW-0100", "The file " + file + " cannot be read", file.toString(), "Check the path");
        }
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    private static void write(Path file, String text) {
        try {
            WholeFile.write(file, text);
        } catch (IOException e) {
            throw ProblemException.of(
                    "SW-0132",
                    "The file " + file + " cannot be written",
                    file.toString(),
                    "Check folder and permissions");
        }
    }
}
