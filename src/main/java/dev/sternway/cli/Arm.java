package dev.sternway.cli;

import dev.sternway.base.Problem;
import dev.sternway.base.ProblemException;
import dev.sternway.cli.steps.Watch;
import dev.sternway.executor.ExecutorCatalogue;
import dev.sternway.lint.Lint;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.plan.yaml.Finding;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Submits a plan for review and arming. */
@Command(
        name = "arm",
        description = "Lints a plan's folder, seals it, and submits it for review, backup, rehearsal and approval.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:asked for; with --watch: armed",
            "2:the call is wrong, or cannot be answered",
            "4:with --watch: aborted, not armed, disarmed or expired"
        })
final class Arm implements Callable<Integer> {
    @Parameters(paramLabel = "FOLDER", description = "Folder with plan.yaml, environments and scripts.")
    private Path folder = Path.of(".");

    @Option(names = "--environment", required = true, description = "Environment to arm for.")
    private String environment = "";

    @Option(
            names = {"-w", "--watch"},
            description = "Shows how it goes, until the plan is armed or is not; then the exit code tells how.")
    private boolean watch;

    @Mixin
    private Server server = new Server();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PlanBundle bundle = PlanBundle.ofFolder(folder);
        Lint.Result lint = new Lint(ExecutorCatalogue.standard().schemas())
                .check(
                        bundle,
                        Optional.of(environment),
                        folder.resolve(PlanBundle.PLAN).toString());
        lint.findings().stream().map(Finding::text).forEach(spec.commandLine().getErr()::println);
        if (!lint.errors().isEmpty()) {
            throw new ProblemException(new Problem(
                    "SW-0904", "The plan has errors and was not submitted", folder.toString(), "Mend them"));
        }
        var answer = server.post(
                "/api/guards?environment=" + URLEncoder.encode(environment, StandardCharsets.UTF_8),
                "application/zip",
                bundle.toZip(),
                Optional.empty());
        String guard = answer.path("id").asText();
        server.tell(spec, answer, guard + " waits for review; sternway status " + guard + " --watch shows it");
        return watch ? Watch.of(server, guard, spec).untilEnded() : 0;
    }
}
