package dev.sternway.cli.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.cli.Server;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verbs over tokens. */
@Command(
        name = "token",
        description = "Makes, lists and revokes tokens for programs.",
        mixinStandardHelpOptions = true,
        subcommands = {TokenVerbs.Create.class, TokenVerbs.Listed.class, TokenVerbs.Revoke.class})
public final class TokenVerbs {
    private TokenVerbs() {}

    /** Shows the secret this once. */
    @Command(
            name = "create",
            description = "Makes a token and prints it, once. Programs show it in STERNWAY_TOKEN.",
            mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        @Option(names = "--name", required = true, description = "What it is for.")
        private String name = "";

        @Option(
                names = "--scope",
                required = true,
                split = ",",
                description = "What it may do: read, metrics, alerts, arm, start, decide, design, admin.")
        private List<String> scopes = List.of();

        @Option(names = "--expires", defaultValue = "90d", description = "How long it lives (${DEFAULT-VALUE}).")
        private String expires = "90d";

        @Option(names = "--for", description = "Whose groups it acts with; yours without. Administrators only.")
        private Optional<String> owner = Optional.empty();

        @Mixin
        private Server server = new Server();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            ObjectNode wanted =
                    PlanMapper.json().createObjectNode().put("name", name).put("expires", expires);
            scopes.forEach(wanted.putArray("scopes")::add);
            owner.ifPresent(person -> wanted.put("owner", person));
            JsonNode made = server.post(
                    "/api/tokens",
                    "application/json",
                    wanted.toString().getBytes(StandardCharsets.UTF_8),
                    Optional.empty());
            server.tell(spec, made, made.path("token").asText());
            spec.commandLine()
                    .getErr()
                    .println("Keep it now, it is not shown again. It ends "
                            + made.path("expiresAt").asText() + "; its id is "
                            + made.path("id").asText());
            return 0;
        }
    }

    /** Without secrets. */
    @Command(name = "list", description = "Lists tokens, newest first.", mixinStandardHelpOptions = true)
    static final class Listed implements Callable<Integer> {
        @Mixin
        private Server server = new Server();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            JsonNode all = server.get("/api/tokens");
            if (server.json()) {
                out.println(all.toPrettyString());
                return 0;
            }
            for (JsonNode one : all) {
                String end = one.has("revokedAt")
                        ? "revoked " + one.path("revokedAt").asText()
                        : "ends " + one.path("expiresAt").asText();
                out.printf(
                        "%s  %s…  %-12s %-20s %s, %s, last used %s%n",
                        one.path("id").asText(),
                        one.path("prefix").asText(),
                        one.path("owner").asText(),
                        one.path("name").asText(),
                        one.path("scopes"),
                        end,
                        one.path("lastUsedAt").asText("never"));
            }
            return 0;
        }
    }

    /** At once, on all nodes. */
    @Command(name = "revoke", description = "Ends a token at once.", mixinStandardHelpOptions = true)
    static final class Revoke implements Callable<Integer> {
        @Parameters(paramLabel = "ID", description = "As sternway token list shows it.")
        private String id = "";

        @Mixin
        private Server server = new Server();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            server.tell(spec, server.change("DELETE", "/api/tokens/" + Server.part(id), ""), id + " is revoked.");
            return 0;
        }
    }
}
