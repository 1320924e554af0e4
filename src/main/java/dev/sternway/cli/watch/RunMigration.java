package dev.sternway.cli.watch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.Printed;
import dev.sternway.base.ProblemException;
import dev.sternway.cli.Server;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a migration and tells Sternway how it ended. */
@Command(
        name = "run-migration",
        description =
                "Runs the command, and tells Sternway step and error when it fails. Ends with the command's exit code.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the migration succeeded", "127:there is no such command", "N:the exit code of the migration"
        })
public final class RunMigration implements Callable<Integer> {
    private static final int KEPT = 20;
    private static final int NOT_FOUND = 127;
    private static final Pattern STEP = Pattern.compile("version \"([^\"]+)\"|changeset ([^\\s]+::[^\\s]+)"
            + "|Running upgrade .* -> (\\w+)|Applying ([\\w.]+)\\.\\.\\.|([\\w./-]+\\.(?:sql|py|xml))(?::(\\d+))?");

    @Option(names = "--plan", required = true, description = "Id of the armed plan.")
    private String plan = "";

    @Option(names = "--environment", required = true, description = "Environment of the guard.")
    private String environment = "";

    @Option(names = "--change", description = "Change whose migration it is.")
    private Optional<String> change = Optional.empty();

    @Parameters(paramLabel = "CMD", arity = "1..*", description = "After --: the command and its arguments.")
    private List<String> command = new ArrayList<>();

    @Mixin
    private Server server = new Server();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Deque<String> last = new ArrayDeque<>();
    private Optional<String> step = Optional.empty();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        int exit = run(err);
        ObjectNode body = PlanMapper.json()
                .createObjectNode()
                .put("planId", plan)
                .put("environment", environment)
                .put("exitCode", exit);
        change.ifPresent(it -> body.put("change", it));
        step.filter(it -> exit != 0).ifPresent(it -> body.put("step", it));
        body.put("error", String.join("\n", last));
        try {
            var answer = server.post(
                    "/api/migrations",
                    "application/json",
                    body.toString().getBytes(StandardCharsets.UTF_8),
                    Optional.empty());
            err.println(
                    server.json()
                            ? answer.toString()
                            : "sternway: " + answer.path("why").asText());
        } catch (ProblemException untold) {
            err.println("sternway was not told: " + untold.problem());
        }
        return exit;
    }

    private int run(PrintWriter err) throws InterruptedException, IOException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException absent) {
            err.println(absent.getMessage());
            last.add(String.valueOf(absent.getMessage()));
            return NOT_FOUND;
        }
        Thread errors = new Thread(() -> copy(process.getErrorStream(), err), "errors");
        errors.start();
        copy(process.getInputStream(), spec.commandLine().getOut());
        errors.join();
        return process.waitFor();
    }

    private void copy(InputStream from, PrintWriter to) {
        try {
            Printed.pieces(from, StandardCharsets.UTF_8, piece -> {
                to.print(piece);
                to.flush();
                note(piece.stripTrailing());
            });
        } catch (IOException closed) {
            note(String.valueOf(closed.getMessage()));
        }
    }

    private synchronized void note(String line) {
        if (last.size() >= KEPT) {
            last.removeFirst();
        }
        last.addLast(line);
        Matcher named = STEP.matcher(line);
        if (named.find()) {
            step = Optional.of(named.group());
        }
    }
}
