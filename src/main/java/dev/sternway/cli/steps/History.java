package dev.sternway.cli.steps;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.DurationText;
import dev.sternway.base.words.Counted;
import dev.sternway.cli.Server;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the execution history. */
@Command(
        name = "history",
        description =
                "Shows which rollbacks there were: when, by whom, how they ended, how long they took, what was noted.",
        mixinStandardHelpOptions = true)
public final class History implements Callable<Integer> {
    @Option(names = "--plan", paramLabel = "ID", description = "Only those of this plan.")
    private Optional<String> plan = Optional.empty();

    @Option(names = "--last", defaultValue = "100", description = "How many (default ${DEFAULT-VALUE}, at most 1000).")
    private int last = 100;

    @Mixin
    private Server server = new Server();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        String only = plan.map(it -> "&plan=" + URLEncoder.encode(it, StandardCharsets.UTF_8))
                .orElse("");
        JsonNode all = server.get("/api/history?last=" + last + only);
        if (server.json()) {
            out.println(all.toPrettyString());
            return 0;
        }
        all.forEach(one -> print(out, one));
        return 0;
    }

    private static void print(PrintWriter out, JsonNode one) {
        String took = one.hasNonNull("durationMillis")
                ? DurationText.format(
                        Duration.ofMillis(one.path("durationMillis").asLong()))
                : "";
        out.printf(
                "%s  %-13s %-9s %-12s %-12s %s  %s%s%n",
                one.path("date").asText(),
                one.path("outcome").asText(),
                one.path("level").asText("undecided"),
                one.path("environment").asText(),
                one.path("by").asText(),
                one.path("planId").asText(),
                took,
                one.path("intact").asBoolean() ? "" : "  LEDGER CHANGED: sternway audit verify");
        out.println("    " + one.path("id").asText() + ", "
                + Counted.of(one.path("steps").asLong(), "step"));
        one.path("notes").forEach(note -> out.println("    " + note.asText()));
    }
}
