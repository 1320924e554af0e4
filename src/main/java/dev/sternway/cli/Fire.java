package dev.sternway.cli;

import dev.sternway.cli.steps.Watch;
import dev.sternway.plan.yaml.PlanMapper;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A person asks for a rollback. */
@Command(
        name = "fire",
        description = "Starts the rollback of an armed plan.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:asked for; with --watch: rolled back",
            "2:the call is wrong, or cannot be answered",
            "3:with --watch: held, paused or not confirmed",
            "4:with --watch: aborted, not armed, disarmed or expired"
        })
final class Fire implements Callable<Integer> {
    @Parameters(paramLabel = "PLAN", description = "Id of the plan.")
    private String plan = "";

    @Option(names = "--environment", required = true, description = "Environment of the guard.")
    private String environment = "";

    @Option(names = "--reason", required = true, description = "What is broken.")
    private String reason = "";

    @Option(names = "--data-damaged", description = "Data is corrupted or lost.")
    private boolean dataDamaged;

    @Option(names = "--key", description = "Idempotency key; the same key never starts a second rollback.")
    private Optional<String> key = Optional.empty();

    @Option(
            names = {"-w", "--watch"},
            description = "Shows how it goes, until it has ended; then the exit code tells how.")
    private boolean watch;

    @Mixin
    private Server server = new Server();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        String body = PlanMapper.json()
                .createObjectNode()
                .put("planId", plan)
                .put("environment", environment)
                .put("reason", reason)
                .put("dataDamaged", dataDamaged)
                .toString();
        var answer = server.post(
                "/api/rollbacks",
                "application/json",
                body.getBytes(StandardCharsets.UTF_8),
                Optional.of(key.orElse(UUID.randomUUID().toString())));
        String rollback = answer.path("id").asText();
        server.tell(
                spec, answer, rollback + " was asked for; sternway status " + rollback + " --watch shows how it goes");
        return watch ? Watch.of(server, rollback, spec).untilEnded() : 0;
    }
}
