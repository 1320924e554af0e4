package dev.sternway.executor.cheapest;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.yaml.PlanMapper;
import java.util.List;
import java.util.Optional;

/**
 * The rung that a step is on, noted before it touches anything, so that it goes on with the same one after a crash.
 *
 * @param key of the step
 * @param reasons what was said of the rungs above
 */
record Choice(String key, Rung rung, List<String> reasons) {
    static Optional<Choice> ofThisStep(StepContext context, String database) throws JsonProcessingException {
        Optional<String> kept = context.keepsakes().find(keepsake(database));
        return kept.isEmpty()
                ? Optional.empty()
                : Optional.of(PlanMapper.json().readValue(kept.get(), Choice.class))
                        .filter(choice -> choice.key().equals(context.key()));
    }

    void keep(StepContext context, String database) throws JsonProcessingException {
        context.keepsakes().keep(keepsake(database), PlanMapper.json().writeValueAsString(this));
    }

    static void forget(StepContext context, String database) {
        context.keepsakes().forget(keepsake(database));
    }

    private static String keepsake(String database) {
        return "rung/" + database;
    }
}
