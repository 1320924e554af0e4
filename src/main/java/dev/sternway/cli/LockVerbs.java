package dev.sternway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Verbs over the locks that rollbacks hold. */
@Command(
        name = "locks",
        description = "Shows which rollback holds which target, and releases a lock by hand.",
        mixinStandardHelpOptions = true,
        subcommands = {LockVerbs.Held.class, LockVerbs.Release.class})
final class LockVerbs {
    private LockVerbs() {}

    /** Who holds what. */
    @Command(name = "list", description = "Lists locks and who waits.", mixinStandardHelpOptions = true)
    static final class Held implements Callable<Integer> {
        @Mixin
        private Server server = new Server();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            JsonNode all = server.get("/api/locks");
            if (server.json()) {
                out.println(all.toPrettyString());
                return 0;
            }
            all.path("held")
                    .forEach(one -> out.printf(
                            "%-12s %-40s held by %s (%s, %s) since %s%n",
                            one.path("environment").asText(),
                            one.path("target").asText(),
                            one.path("rollbackId").asText(),
                            one.path("planId").asText(),
                            one.path("state").asText(),
                            one.path("since").asText()));
            all.path("waiting")
                    .forEach(one -> out.printf(
                            "%-12s %s (%s) waits since %s%n",
                            one.path("environment").asText(),
                            one.path("rollbackId").asText(),
                            one.path("planId").asText(),
                            one.path("since").asText()));
            return 0;
        }
    }

    /** The holder is known not to touch the target any more. */
    @Command(
            name = "release",
            description = "Releases one lock; make sure first that its rollback does not touch the target any more.",
            mixinStandardHelpOptions = true)
    static final class Release implements Callable<Integer> {
        @Option(names = "--environment", required = true, description = "Environment of the target.")
        private String environment = "";

        @Option(names = "--target", required = true, description = "The target, as sternway locks list shows it.")
        private String target = "";

        @Option(names = "--reason", required = true, description = "Why; it goes into the ledger.")
        private String reason = "";

        @Mixin
        private Server server = new Server();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            String body = PlanMapper.json()
                    .createObjectNode()
                    .put("environment", environment)
                    .put("target", target)
                    .put("reason", reason)
                    .toString();
            var answer = server.post(
                    "/api/locks/release", "application/json", body.getBytes(StandardCharsets.UTF_8), Optional.empty());
            server.tell(spec, answer, target + " in " + environment + " is released.");
            return 0;
        }
    }
}
