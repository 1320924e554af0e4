package dev.sternway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows guards and rollbacks. */
@Command(name = "status", description = "Shows guards and rollbacks, or one of them.", mixinStandardHelpOptions = true)
final class Status implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "ID", description = "A guard or a rollback.")
    private Optional<String> id = Optional.empty();

    @Option(names = "--json", description = "The server's own JSON.")
    private boolean json;

    @Mixin
    private Server server = new Server();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (id.isEmpty()) {
            list(out, "/api/guards");
            list(out, "/api/rollbacks");
            return 0;
        }
        String path = id.get().startsWith("guard-") ? "/api/guards/" : "/api/rollbacks/";
        JsonNode one = server.get(path + id.get());
        if (json) {
            out.println(one.toPrettyString());
            return 0;
        }
        line(out, one);
        if (one.has("certificate")) {
            out.println("  backup: " + one.path("certificate").asText());
        }
        one.path("steps").forEach(step -> step(out, step));
        for (JsonNode phase : one.path("phases")) {
            out.println(phase.path("phase").asText());
            phase.path("steps").forEach(step -> step(out, step));
        }
        return 0;
    }

    private void list(PrintWriter out, String path) {
        JsonNode all = server.get(path);
        if (json) {
            out.println(all.toPrettyString());
        } else {
            all.forEach(one -> line(out, one));
        }
    }

    private static void line(PrintWriter out, JsonNode one) {
        out.printf(
                "%-46s %-14s %-12s %s%n",
                one.path("id").asText(),
                one.path("state").asText(),
                one.path("environment").asText(),
                one.path("planId").asText());
    }

    private static void step(PrintWriter out, JsonNode step) {
        out.printf(
                "  %-9s %8s  %s%n",
                step.path("state").asText(),
                step.has("actualMillis") ? step.path("actualMillis").asLong() + " ms" : "",
                step.path("name").asText());
        if (step.has("progress")) {
            out.println("            " + step.path("progress").asText());
        }
        if (step.has("problem")) {
            out.println("            " + step.path("problem").path("what").asText());
        }
    }
}
