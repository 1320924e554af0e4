package dev.sternway.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/** The end of the demo in a dozen lines. */
final class Summary {
    private final Narrator narrator;

    Summary(Narrator narrator) {
        this.narrator = narrator;
    }

    void print(JsonNode rollback, List<String> broken, String report) {
        narrator.chapter("Summary");
        line(
                "rollback",
                rollback.path("id").asText() + ", " + rollback.path("incident").asText("no incident"));
        line(
                "level",
                rollback.path("level").asText() + ", decided by "
                        + rollback.path("decidedBy").asText("nobody"));
        line(
                "trigger → first preservation action",
                RollbackWatch.between(rollback.path("requestedAt"), rollback.path("firstActionAt"))
                        .map(time -> Narrator.seconds(time.toMillis()))
                        .orElse("never"));
        for (JsonNode phase : rollback.path("phases")) {
            if (!phase.path("steps").isEmpty()) {
                line(
                        "phase " + phase.path("phase").asText().toLowerCase(Locale.ROOT),
                        "estimated "
                                + Narrator.seconds(phase.path("estimateMillis").asLong()) + ", took "
                                + Narrator.seconds(phase.path("actualMillis").asLong()));
            }
        }
        line("rows set aside", rollback.path("salvage").path("rows").asText("0"));
        line("rows lost", rollback.path("salvage").path("lost").asText("0"));
        line("integrity", broken.isEmpty() ? "every promise was kept" : broken.size() + " promises were broken");
        line("incident report", report);
    }

    private void line(String what, String value) {
        narrator.say(String.format(Locale.ROOT, "%-36s %s", what, value));
    }
}
