package dev.sternway.api;

import dev.sternway.run.close.RollbackView;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Phases and steps as the API shows them: times in milliseconds. */
final class StepJson {
    private StepJson() {}

    static Map<String, Object> of(RollbackView.StepView step) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", step.name());
        json.put("uses", step.uses());
        json.put("activity", step.activity());
        json.put("index", step.index());
        json.put("attempt", step.attempt());
        json.put("state", step.state());
        step.startedAt().ifPresent(at -> json.put("startedAt", at));
        step.endedAt().ifPresent(at -> json.put("endedAt", at));
        step.estimate().map(Duration::toMillis).ifPresent(millis -> json.put("estimateMillis", millis));
        step.actual().map(Duration::toMillis).ifPresent(millis -> json.put("actualMillis", millis));
        json.put("evidence", step.evidence());
        step.progress().ifPresent(progress -> json.put("progress", progress));
        if (step.wave() > 0) {
            json.put("wave", step.wave());
            json.put("after", step.after());
        }
        step.problem().ifPresent(problem -> json.put("problem", problem));
        return json;
    }

    static Map<String, Object> of(RollbackView.PhaseView phase) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("phase", phase.phase());
        phase.window().map(Duration::toMillis).ifPresent(millis -> json.put("windowMillis", millis));
        phase.startedAt().ifPresent(at -> json.put("startedAt", at));
        phase.endedAt().ifPresent(at -> json.put("endedAt", at));
        phase.estimate().map(Duration::toMillis).ifPresent(millis -> json.put("estimateMillis", millis));
        phase.actual().map(Duration::toMillis).ifPresent(millis -> json.put("actualMillis", millis));
        json.put("steps", phase.steps().stream().map(StepJson::of).toList());
        return json;
    }
}
