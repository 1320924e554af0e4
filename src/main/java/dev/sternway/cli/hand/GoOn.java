package dev.sternway.cli.hand;

import dev.sternway.cli.Server;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lets steps begin. */
@Command(
        name = "go-on",
        description = "Lets the server run steps again that was started with serve --hold.",
        mixinStandardHelpOptions = true)
public final class GoOn implements Callable<Integer> {
    @Mixin
    private Server server = new Server();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        var answer = server.post("/api/rollbacks/go-on", "application/json", new byte[0], Optional.empty());
        server.tell(spec, answer, answer.path("wasHeld").asBoolean() ? "Steps go on." : "Nothing was held.");
        return 0;
    }
}
