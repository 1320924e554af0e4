package dev.sternway.demo;

import java.util.ArrayList;
import java.util.List;

/** What the demo promises, checked with its own code. */
final class Promises {
    private final Narrator narrator;
    private final List<String> broken = new ArrayList<>();

    Promises(Narrator narrator) {
        this.narrator = narrator;
    }

    /** @param failures as sentences; none when it was kept */
    void tell(String promise, List<String> failures) {
        narrator.say((failures.isEmpty() ? "✔ " : "✘ ") + promise);
        failures.stream().limit(5).forEach(failure -> narrator.say("    " + failure));
        if (failures.size() > 5) {
            narrator.say("    and " + (failures.size() - 5) + " more");
        }
        broken.addAll(failures);
    }

    /** What was not kept, as sentences. */
    List<String> broken() {
        return List.copyOf(broken);
    }
}
