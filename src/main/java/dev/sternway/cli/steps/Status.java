package dev.sternway.cli.steps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.ProblemException;
import dev.sternway.cli.Server;
import dev.sternway.cli.terminal.Terminal;
import dev.sternway.cli.tray.Tray;
import dev.sternway.plan.yaml.PlanMapper;
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
            "Shows guards, rollbacks and what waits for people; or one of them: what is asked of whom, each phase and"
                    + " step, and how far it is.",
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

    @Option(
            names = {"-w", "--watch"},
            description = "Looks every second until the rollback has ended, or the arming. A terminal is written anew;"
                    + " elsewhere every change is a line, with --json an object a line.")
    private boolean watch;

    @Mixin
    private Server server = new Server();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        if (id.isEmpty()) {
            if (watch) {
                throw ProblemException.of(
                        "SW-0752",
                        "--watch needs one rollback or guard",
                        "--watch",
                        "Name its id; sternway status lists them");
            }
            all(spec.commandLine().getOut());
            return 0;
        }
        if (watch) {
            return Watch.of(server, id.get(), spec).untilEnded();
        }
        JsonNode one = Watch.look(server, id.get());
        if (server.json()) {
            spec.commandLine().getOut().println(one.toPrettyString());
        } else {
            new StatusText(Terminal.here(), Optional.of(server.now()))
                    .lines(one)
                    .forEach(spec.commandLine().getOut()::println);
        }
        return 0;
    }

    private void all(PrintWriter out) {
        ObjectNode all = PlanMapper.json().createObjectNode();
        all.set("guards", server.get("/api/guards"));
        all.set("rollbacks", server.get("/api/rollbacks"));
        all.set("tasks", new Tray(server).json(Optional.empty()));
        if (server.json()) {
            out.println(all.toPrettyString());
            return;
        }
        if (all.path("guards").isEmpty() && all.path("rollbacks").isEmpty()) {
            out.println("There are no guards and no rollbacks.");
        }
        StatusText text = new StatusText(Terminal.here(), Optional.of(server.now()));
        all.path("guards").forEach(one -> out.println(text.line(one)));
        all.path("rollbacks").forEach(one -> out.println(text.line(one)));
        text.waiting(all.path("tasks"), true).forEach(out::println);
    }
}
