package dev.sternway.run.recipe;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.executor.Keepsakes;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Steps that a phase's diagram brings, noted with the run as soon as the first of them is due: from then on they are the
 * same ones, whatever is deployed.
 */
public final class NotedSteps {
    private static final TypeReference<List<Noted>> LIST = new TypeReference<>() {};

    private NotedSteps() {}

    /**
     * One step.
     *
     * @param diagram the very version of the diagram that brings it
     * @param element its id there
     */
    public record Noted(
            String diagram, String element, String name, String uses, JsonNode with, Optional<Duration> estimate) {
        Step step(Activity activity) {
            return Step.of(activity, name, uses, with, estimate);
        }
    }

    static List<Noted> of(Keepsakes kept, String runId, Activity activity, ObjectMapper json) {
        Optional<String> text = kept.find(key(runId, activity));
        try {
            return text.isEmpty() ? List.of() : json.readValue(text.get(), LIST);
        } catch (IOException foreign) {
            throw new UncheckedIOException(foreign);
        }
    }

    /**
     * @param drawn all steps of one diagram
     * @param element the one that is due
     * @return its index among the steps that diagrams bring in this phase
     */
    public static int note(
            Keepsakes kept, String runId, Activity activity, List<Noted> drawn, String element, ObjectMapper json) {
        List<Noted> all = new ArrayList<>(of(kept, runId, activity, json));
        String diagram = drawn.get(0).diagram();
        if (all.stream().noneMatch(noted -> noted.diagram().equals(diagram))) {
            all.addAll(drawn);
            try {
                kept.keep(key(runId, activity), json.writeValueAsString(all));
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
        for (int index = 0; index < all.size(); index++) {
            if (all.get(index).diagram().equals(diagram)
                    && all.get(index).element().equals(element)) {
                return index;
            }
        }
        throw new IllegalStateException(element + " is not among the steps of " + diagram);
    }

    private static String key(String runId, Activity activity) {
        return "drawn/" + runId + "/" + activity.phase().name();
    }
}
