package dev.sternway.cli.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.DurationText;
import dev.sternway.cli.Server;
import dev.sternway.plan.yaml.PlanMapper;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints how long the steps of a plan took. */
@Command(
        name = "estimates",
        description =
                "Shows how long the steps of a plan took in past runs and rehearsals: p50 and p90, by environment.",
        mixinStandardHelpOptions = true)
final class PlanEstimates implements Callable<Integer> {
    @Parameters(paramLabel = "PLAN", description = "Id of the plan.")
    private String plan = "";

    @Option(
            names = "--actuals",
            description = "The p90 of each step as JSON, for: sternway plan render --actuals FILE.json")
    private boolean actuals;

    @Mixin
    private Server server = new Server();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode found = server.get("/api/estimates?plan=" + URLEncoder.encode(plan, StandardCharsets.UTF_8));
        if (server.json()) {
            out.println(found.toPrettyString());
        } else if (actuals) {
            ObjectNode times = PlanMapper.json().createObjectNode();
            found.path("steps")
                    .properties()
                    .forEach(step -> times.put(step.getKey(), text(step.getValue(), "p90Millis")));
            out.println(times.toPrettyString());
        } else if (found.path("steps").isEmpty()) {
            out.println("No step of " + plan + " was done yet.");
        } else {
            print(out, "all environments", found.path("steps"));
            found.path("environments")
                    .properties()
                    .forEach(environment -> print(out, environment.getKey(), environment.getValue()));
        }
        return 0;
    }

    private static void print(PrintWriter out, String title, JsonNode steps) {
        out.println(title);
        steps.properties()
                .forEach(step -> out.printf(
                        "  p50 %8s  p90 %8s  %4d runs  %s%n",
                        text(step.getValue(), "p50Millis"),
                        text(step.getValue(), "p90Millis"),
                        step.getValue().path("samples").asInt(),
                        step.getKey()));
    }

    private static String text(JsonNode times, String field) {
        return DurationText.format(Duration.ofMillis(times.path(field).asLong()));
    }
}
