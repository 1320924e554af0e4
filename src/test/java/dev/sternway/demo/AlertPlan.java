package dev.sternway.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Gives a copy of an example plan a trigger that waits for an alert. */
final class AlertPlan {
    private AlertPlan() {}

    static void waitsFor(Path plan, String alert, String... more) throws IOException {
        Path file = plan.resolve("plan.yaml");
        StringBuilder trigger = new StringBuilder(
                "triggers:\n  - id: alerted\n    title: Too many errors\n    watch: {alert: {name: " + alert + "}}\n");
        for (String line : more) {
            trigger.append("    ").append(line).append('\n');
        }
        Files.writeString(file, Files.readString(file).replace("\ntriggers:\n", "\n" + trigger));
    }
}
