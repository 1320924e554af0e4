package dev.sternway.cli;

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

/** A person takes a restore back. */
@Command(
        name = "withdraw",
        description = "Takes back a restore that leadership has not approved yet; it is decided anew.",
        mixinStandardHelpOptions = true)
final class WithdrawVerb implements Callable<Integer> {
    @Parameters(paramLabel = "ROLLBACK", description = "Id of the rollback.")
    private String rollback = "";

    @Option(names = "--reason", required = true, description = "Why; it goes into the ledger.")
    private String reason = "";

    @Mixin
    private Server server = new Server();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        String body = PlanMapper.json().createObjectNode().put("reason", reason).toString();
        var answer = server.post(
                "/api/rollbacks/" + rollback + "/withdraw",
                "application/json",
                body.getBytes(StandardCharsets.UTF_8),
                Optional.empty());
        server.tell(spec, answer, rollback + ": the restore is taken back, and it is decided anew.");
        return 0;
    }
}
