package dev.sternway.cli.steps;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.ProblemException;
import dev.sternway.cli.Server;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows guards and rollbacks. */
@Command(
        name = "status",
        description = {
            "Shows guards and rollbacks, or one of them: its steps, and how far each is.",
            "With --watch until it has ended; then the exit code tells how."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes with --watch:%n",
        exitCodeList = {
            "0:rolled back; or armed, released",
            "2:the question cannot be answered",
            "3:held, paused or not confirmed: nothing was rolled back, as people decided",
            "4:aborted, not armed, disarmed or expired"
        })
public final class Status implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "ID", description = "A guard or a rollback.")
    private Optional<String> id = Optional.empty();

    @Option(names = "--json", description = "The server's own JSON; with --watch one line for each change.")
    private boolean json;

    @Option(
            names = {"-w", "--watch"},
            description = "Looks every second until the rollback has ended, or the arming.")
    private boolean watch;

    @Mixin
    private Server server = new Server();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        if (id.isEmpty()) {
            if (watch) {
                throw ProblemException.of(
                        "SW-0752",
                        "--watch needs one rollback or guard",
                        "--watch",
                        "Name its id; sternway status lists them");
            }
            list(out, "/api/guards");
            list(out, "/api/rollbacks");
            return 0;
        }
        String path = (id.get().startsWith("guard-") ? "/api/guards/" : "/api/rollbacks/") + id.get();
        if (watch) {
            return new Watch(() -> server.get(path), out, spec.commandLine().getErr(), json, System.console() != null)
                    .untilEnded();
        }
        JsonNode one = server.get(path);
        if (json) {
            out.println(one.toPrettyString());
        } else {
            StatusText.lines(one).forEach(out::println);
        }
        return 0;
    }

    private void list(PrintWriter out, String path) {
        JsonNode all = server.get(path);
        if (json) {
            out.println(all.toPrettyString());
        } else {
            all.forEach(one -> out.println(StatusText.line(one)));
        }
    }
}
