package dev.sternway.cli.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.cli.Server;
import dev.sternway.plan.yaml.PlanMapper;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verbs over people. */
@Command(
        name = "user",
        description = "Creates, lists, disables and enables people, and sets passwords. For administrators.",
        mixinStandardHelpOptions = true,
        subcommands = {
            UserVerbs.Create.class,
            UserVerbs.Listed.class,
            UserVerbs.Password.class,
            UserVerbs.Disable.class,
            UserVerbs.Enable.class
        })
public final class UserVerbs {
    private UserVerbs() {}

    /** With a password and groups. */
    @Command(
            name = "create",
            description = "Creates a person; the password is prompted for, or is the first line of standard input.",
            mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "The name to log in with.")
        private String name = "";

        @Option(names = "--group", split = ",", description = "Groups: ops, dba, approver, viewer, …")
        private List<String> groups = List.of();

        @Mixin
        private Server server = new Server();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            ObjectNode wanted = PlanMapper.json().createObjectNode().put("name", name);
            groups.forEach(wanted.putArray("groups")::add);
            wanted.put("password", NewPassword.ask(name));
            server.tell(spec, server.change("POST", "/api/users", wanted.toString()), name + " is created.");
            return 0;
        }
    }

    /** Everybody. */
    @Command(name = "list", description = "Lists people and their groups.", mixinStandardHelpOptions = true)
    static final class Listed implements Callable<Integer> {
        @Mixin
        private Server server = new Server();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            JsonNode all = server.get("/api/users");
            if (server.json()) {
                spec.commandLine().getOut().println(all.toPrettyString());
                return 0;
            }
            for (JsonNode one : all) {
                spec.commandLine()
                        .getOut()
                        .printf(
                                "%-20s %s%s%n",
                                one.path("name").asText(),
                                one.path("groups"),
                                one.path("enabled").asBoolean() ? "" : " disabled");
            }
            return 0;
        }
    }

    /** A new one. */
    @Command(
            name = "password",
            description = "Sets a person's password, prompted for or read from standard input.",
            mixinStandardHelpOptions = true)
    static final class Password implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "Whose.")
        private String name = "";

        @Mixin
        private Server server = new Server();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            String body = PlanMapper.json()
                    .createObjectNode()
                    .put("password", NewPassword.ask(name))
                    .toString();
            server.tell(
                    spec,
                    server.change("PUT", "/api/users/" + Server.part(name) + "/password", body),
                    name + " has a new password.");
            return 0;
        }
    }

    /** No log-in, no token, no session after a minute. */
    @Command(name = "disable", description = "Lets a person in nowhere any more.", mixinStandardHelpOptions = true)
    static final class Disable implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "Who.")
        private String name = "";

        @Mixin
        private Server server = new Server();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            server.tell(
                    spec,
                    server.change("POST", "/api/users/" + Server.part(name) + "/disable", ""),
                    name + " is let in nowhere any more.");
            return 0;
        }
    }

    /** Takes the disabling back. */
    @Command(name = "enable", description = "Lets a person in again.", mixinStandardHelpOptions = true)
    static final class Enable implements Callable<Integer> {
        @Parameters(paramLabel = "NAME", description = "Who.")
        private String name = "";

        @Mixin
        private Server server = new Server();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            server.tell(
                    spec,
                    server.change("POST", "/api/users/" + Server.part(name) + "/enable", ""),
                    name + " is let in again.");
            return 0;
        }
    }
}
