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

/** Verbs over the backups that guards keep. */
@Command(
        name = "backups",
        description = "Lists and purges the backups that guards keep.",
        mixinStandardHelpOptions = true,
        subcommands = {BackupVerbs.Kept.class, BackupVerbs.Purge.class})
final class BackupVerbs {
    private BackupVerbs() {}

    /** What is there. */
    @Command(name = "list", description = "Lists backups with their certificates.", mixinStandardHelpOptions = true)
    static final class Kept implements Callable<Integer> {
        @Mixin
        private Server server = new Server();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            JsonNode all = server.get("/api/backups");
            if (server.json()) {
                out.println(all.toPrettyString());
                return 0;
            }
            all.forEach(one -> out.printf(
                    "%-46s %-12s %-8s %s%n    %s%n",
                    one.path("guard").asText(),
                    one.path("state").asText(),
                    one.path("good").asBoolean() ? "good" : "no dump",
                    one.path("clone").asText("no clone"),
                    one.path("certificate").asText()));
            return 0;
        }
    }

    /** What may go. */
    @Command(
            name = "purge",
            description =
                    "Removes dumps and clones of guards that ended; the last good dump of a database always stays.",
            mixinStandardHelpOptions = true,
            exitCodeListHeading = "Exit codes:%n",
            exitCodeList = {
                "0:done",
                "1:something could not be removed; it is named",
                "2:the call is wrong, or cannot be answered"
            })
    static final class Purge implements Callable<Integer> {
        @Option(
                names = "--keep",
                defaultValue = "3",
                description = "How many good dumps of each database stay (default ${DEFAULT-VALUE}, at least 1).")
        private int keep = 3;

        @Option(names = "--dry-run", description = "Only tells what would go.")
        private boolean dry;

        @Mixin
        private Server server = new Server();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() {
            String body = PlanMapper.json()
                    .createObjectNode()
                    .put("keep", keep)
                    .put("dry", dry)
                    .toString();
            JsonNode purged = server.post(
                    "/api/backups/purge", "application/json", body.getBytes(StandardCharsets.UTF_8), Optional.empty());
            PrintWriter out = spec.commandLine().getOut();
            if (server.json()) {
                out.println(purged.toPrettyString());
                return purged.path("failed").isEmpty() ? 0 : Cli.FINDINGS;
            }
            String verb = dry ? "would remove " : "removed ";
            purged.path("dumps").forEach(dump -> out.println(verb + "dump " + dump.asText()));
            purged.path("clones").forEach(clone -> out.println(verb + "clone " + clone.asText()));
            purged.path("failed").forEach(failed -> out.println("could not remove " + failed.asText()));
            return purged.path("failed").isEmpty() ? 0 : Cli.FINDINGS;
        }
    }
}
