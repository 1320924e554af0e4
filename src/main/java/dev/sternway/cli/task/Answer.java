package dev.sternway.cli.task;

import dev.sternway.base.ProblemException;
import dev.sternway.cli.Server;
import dev.sternway.cli.terminal.Terminal;
import dev.sternway.cli.tray.Tray;
import dev.sternway.cli.tray.Waiting;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds the one task, shows what it is about, asks once more on a terminal, and answers. */
@Command(
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:answered", "1:not answered after all", "2:nothing like that waits, or the call is wrong"})
abstract class Answer implements Callable<Integer> {
    private static final int REFUSED = 1;

    @Parameters(paramLabel = "ID", description = "A rollback, a guard, or a task of sternway tasks.")
    private String id = "";

    @Option(names = "--step", description = "Name of the step; needed only when several wait.")
    private Optional<String> step = Optional.empty();

    @Option(
            names = {"-y", "--yes"},
            description = "Does not ask once more; needed where there is no terminal.")
    private boolean sure;

    @Mixin
    private Server server = new Server();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Keys of the tasks that this verb answers. */
    abstract Collection<String> answers();

    /** What the form would send. */
    abstract Map<String, Object> values(Waiting task);

    /** What the verb does to the task, to be asked once more; without a question mark. */
    abstract String question(Waiting task);

    @Override
    public final Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Tray tray = new Tray(server);
        Waiting task = tray.one(id, answers(), step);
        Map<String, Object> values = values(task);
        if (!sure) {
            out.println(task.line());
            task.lines().forEach(out::println);
            out.flush();
            if (!confirmed(question(task))) {
                out.println("Nothing was answered.");
                return REFUSED;
            }
        }
        tray.complete(task, values);
        server.tell(spec, task.json().put("answer", question(task)), task.name() + ": " + question(task) + ". Done.");
        return 0;
    }

    private static boolean confirmed(String question) {
        Console console = System.console();
        if (console == null || !Terminal.isThere()) {
            throw ProblemException.of(
                    "SW-0907", "There is no terminal to ask on", "--yes", "Read the above, then add --yes");
        }
        String said = console.readLine("%s? [y/N] ", question);
        return said != null && said.strip().equalsIgnoreCase("y");
    }
}
