package dev.sternway.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.Problem;
import dev.sternway.plan.Plan;
import dev.sternway.plan.bundle.PlanBundle;
import dev.sternway.plan.yaml.Finding;
import dev.sternway.plan.yaml.PlanReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan with its tree and places.
 *
 * @param bundle the plan's folder, when there is one
 * @param executors JSON Schema of each executor's inputs, by name
 * @param today for what grows stale
 */
public record PlanUnderReview(
        Plan plan,
        JsonNode tree,
        PlanReader.Places places,
        Optional<PlanBundle> bundle,
        Map<String, JsonNode> executors,
        LocalDate today) {
    public Finding finding(String pointer, String code, String what, String next, String suggestion) {
        return places.finding(pointer, new Problem(code, what, pointer, next), suggestion);
    }

    /** Something that people may accept. */
    public Finding warning(String pointer, String code, String what, String next) {
        return finding(pointer, code, what, next, "").asWarning();
    }

    /** Whether the text is a blank that an input stands for, so that nothing else need be said about it. */
    boolean isBlank(String text) {
        return plan.inputs().stream()
                .anyMatch(input -> input.blank().filter(text::equals).isPresent());
    }

    /** A node of the tree and where it stands. */
    public record At(String pointer, JsonNode node) {}

    /** Every step of the four phases and of the safeguards. */
    public List<At> steps() {
        List<At> steps = new ArrayList<>();
        for (String list : new String[] {
            "/safeguards/record",
            "/phases/preservation/steps",
            "/phases/data/steps",
            "/phases/data/level-1/steps",
            "/phases/data/level-2/steps",
            "/phases/data/level-3/steps",
            "/phases/restoration/steps",
            "/phases/validation/checks"
        }) {
            steps.addAll(items(list));
        }
        return steps;
    }

    public List<At> items(String pointer) {
        List<At> items = new ArrayList<>();
        JsonNode list = tree.at(pointer);
        for (int i = 0; i < list.size(); i++) {
            items.add(new At(pointer + "/" + i, list.get(i)));
        }
        return items;
    }
}
