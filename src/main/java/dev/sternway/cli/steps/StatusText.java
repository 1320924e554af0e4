package dev.sternway.cli.steps;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A guard or rollback for people to read. */
final class StatusText {
    /** Nothing goes on before a person has chosen. */
    private static final Set<String> STOPPED = Set.of("REFUSED", "CANCELLED");

    /** While other states of a run last, its steps are history. */
    private static final Set<String> UNDERWAY = Set.of("ARMING", "ROLLING_BACK");

    private StatusText() {}

    static String line(JsonNode one) {
        return String.format(
                "%-46s %-14s %-12s %s",
                one.path("id").asText(),
                one.path("state").asText(),
                one.path("environment").asText(),
                one.path("planId").asText());
    }

    static List<String> lines(JsonNode one) {
        List<String> lines = new ArrayList<>(List.of(line(one)));
        if (one.has("certificate")) {
            lines.add("  backup: " + one.path("certificate").asText());
        }
        boolean underway = UNDERWAY.contains(one.path("state").asText());
        one.path("steps").forEach(step -> step(step, underway, lines));
        for (JsonNode phase : one.path("phases")) {
            lines.add(phase.path("phase").asText());
            phase.path("steps").forEach(step -> step(step, underway, lines));
        }
        return lines;
    }

    private static void step(JsonNode step, boolean underway, List<String> lines) {
        lines.add(String.format(
                "  %-9s %8s  %s",
                step.path("state").asText(),
                step.has("actualMillis") ? step.path("actualMillis").asLong() + " ms" : "",
                step.path("name").asText()));
        if (step.has("progress")) {
            lines.add("            " + step.path("progress").asText());
        }
        if (step.has("problem")) {
            lines.add("            " + step.path("problem").path("what").asText());
        }
        if (underway) {
            String state = step.path("state").asText();
            if (state.equals("UNKNOWN")) {
                lines.add("            started, and nobody knows whether it was done: its worker died or lost touch;"
                        + " look at the target, then answer in Tasklist: skip it, again, or abort");
            } else if (STOPPED.contains(state)) {
                lines.add("            waits in Tasklist: again, skip with a reason, or abort");
            } else if (state.equals("FAILED")) {
                lines.add("            is tried again, or waits in Tasklist: again, skip with a reason, or abort");
            }
        }
    }
}
