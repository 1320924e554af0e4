package dev.sternway.run.recipe;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sternway.executor.Keepsakes;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/**
 * One step that is taken back after an abort.
 *
 * @param byHand why a person has to do it; absent when its executor does
 */
public record TakenBack(Phase phase, Activity activity, int index, Optional<String> byHand) {
    private static final TypeReference<List<TakenBack>> LIST = new TypeReference<>() {};

    public StepRef of(String runId) {
        return new StepRef(runId, phase, activity, index);
    }

    /** In the order in which they are taken back; none before anybody wanted that. */
    public static List<TakenBack> read(Keepsakes kept, String runId, ObjectMapper json) {
        Optional<String> text = kept.find(key(runId));
        try {
            return text.isEmpty() ? List.of() : json.readValue(text.get(), LIST);
        } catch (IOException foreign) {
            throw new UncheckedIOException(foreign);
        }
    }

    public static void keep(Keepsakes kept, String runId, ObjectMapper json, List<TakenBack> steps) {
        try {
            kept.keep(key(runId), json.writeValueAsString(steps));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String key(String runId) {
        return "undo/" + runId;
    }
}
