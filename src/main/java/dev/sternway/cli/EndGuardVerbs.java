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

/** Verbs that end a guard. */
final class EndGuardVerbs {
    private EndGuardVerbs() {}

    /** The release is good. */
    @Command(name = "release", description = "Confirms a release: its guard ends.", mixinStandardHelpOptions = true)
    static final class Release extends End {
        Release() {
            super("release");
        }
    }

    /** The release does not happen. */
    @Command(name = "disarm", description = "Takes a guard back.", mixinStandardHelpOptions = true)
    static final class Disarm extends End {
        Disarm() {
            super("disarm");
        }
    }

    private abstract static class End implements Callable<Integer> {
        private final String verb;

        @Parameters(paramLabel = "GUARD", description = "Id of the guard.")
        private String guard = "";

        @Option(names = "--reason", required = true, description = "Why; it goes into the ledger.")
        private String reason = "";

        @Mixin
        private Server server = new Server();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        End(String verb) {
            this.verb = verb;
        }

        @Override
        public Integer call() {
            String body =
                    PlanMapper.json().createObjectNode().put("reason", reason).toString();
            var answer = server.post(
                    "/api/guards/" + guard + "/" + verb,
                    "application/json",
                    body.getBytes(StandardCharsets.UTF_8),
                    Optional.empty());
            server.tell(spec, answer, guard + ": " + verb + " is asked for.");
            return 0;
        }
    }
}
