package dev.sternway.cli.steps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.cli.Server;
import dev.sternway.plan.yaml.PlanMapper;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A person ends a step that runs. */
@Command(
        name = "cancel",
        description = {
            "Cancels a step that runs: its sessions and processes end, what is half done is removed.",
            "Then Tasklist asks whether it runs again, is skipped, or the run is aborted."
        },
        mixinStandardHelpOptions = true)
public final class Cancel implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "A guard that is being armed, or a rollback.")
    private String id = "";

    @Option(names = "--step", description = "Name of the step; needed only when several run.")
    private Optional<String> step = Optional.empty();

    @Option(names = "--reason", required = true, description = "Why; it goes into the ledger.")
    private String reason = "";

    @Mixin
    private Server server = new Server();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ObjectNode body = PlanMapper.json().createObjectNode().put("reason", reason);
        step.ifPresent(name -> body.put("step", name));
        String path = (id.startsWith("guard-") ? "/api/guards/" : "/api/rollbacks/") + id + "/cancel";
        var answer = server.post(
                path, "application/json", body.toString().getBytes(StandardCharsets.UTF_8), Optional.empty());
        server.tell(
                spec,
                answer,
                answer.path("step").asText()
                        + " is being cancelled.\nThen Tasklist asks whether it runs again, is skipped, or the run is aborted;"
                        + " sternway status " + id + " --watch shows it.");
        return 0;
    }
}
