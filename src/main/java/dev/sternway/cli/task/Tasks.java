package dev.sternway.cli.task;

import dev.sternway.cli.Server;
import dev.sternway.cli.tray.Tray;
import dev.sternway.cli.tray.Waiting;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What waits for people. */
@Command(
        name = "tasks",
        description = "Shows what waits for people, as far as you may see it; with an ID also what each is about.",
        mixinStandardHelpOptions = true)
public final class Tasks implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "ID", description = "A rollback or a guard.")
    private Optional<String> id = Optional.empty();

    @Mixin
    private Server server = new Server();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (server.json()) {
            out.println(new Tray(server).json(id).toPrettyString());
            return 0;
        }
        List<Waiting> all = new Tray(server).all(id);
        if (all.isEmpty()) {
            out.println("Nothing waits for you.");
        }
        for (Waiting task : all) {
            out.println(task.line());
            if (id.isPresent()) {
                task.lines().forEach(out::println);
            }
        }
        return 0;
    }
}
