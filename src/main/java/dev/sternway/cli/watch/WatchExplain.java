package dev.sternway.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.cli.Server;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Why triggers fired, or did not. */
@Command(
        name = "explain",
        description =
                "Shows what triggers saw, and why they fired or did not. Evaluations that say the same are one line.",
        mixinStandardHelpOptions = true)
final class WatchExplain implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "Id of a guard or of a rollback.")
    private String id = "";

    @Option(names = "--trigger", description = "Only this trigger.")
    private Optional<String> trigger = Optional.empty();

    @Option(names = "--last", defaultValue = "500", description = "So many evaluations a trigger (${DEFAULT-VALUE}).")
    private int last = 500;

    @Mixin
    private Server server = new Server();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode verdicts = server.get("/api/guards/" + Server.part(id) + "/verdicts?last=" + last);
        if (server.json()) {
            out.println(trigger.map(verdicts::path).orElse(verdicts).toPrettyString());
            return 0;
        }
        verdicts.properties().forEach(one -> {
            if (trigger.filter(wanted -> !wanted.equals(one.getKey())).isEmpty()) {
                print(out, one.getKey(), one.getValue());
            }
        });
        return 0;
    }

    private static void print(PrintWriter out, String id, JsonNode verdicts) {
        if (verdicts.isEmpty()) {
            out.println(id + ": was not evaluated");
            return;
        }
        JsonNode newest = verdicts.get(verdicts.size() - 1);
        out.println(id + ": " + newest.path("rule").asText() + "   ("
                + newest.path("query").asText() + ")");
        int from = 0;
        for (int i = 1; i <= verdicts.size(); i++) {
            if (i == verdicts.size() || !same(verdicts.get(from), verdicts.get(i))) {
                JsonNode first = verdicts.get(from);
                JsonNode end = verdicts.get(i - 1);
                String often = i - from > 1 ? " … " + end.path("at").asText() + ", " + (i - from) + " times" : "";
                out.println("  " + first.path("at").asText() + often + "  "
                        + end.path("outcome").asText() + "  " + end.path("why").asText());
                from = i;
            }
        }
    }

    private static boolean same(JsonNode one, JsonNode other) {
        return one.path("outcome").equals(other.path("outcome"))
                && !one.path("outcome").asText().equals("FIRED");
    }
}
