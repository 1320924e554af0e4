package dev.sternway.document.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.plan.Decision;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Trigger;
import dev.sternway.plan.yaml.PlanMapper;
import java.util.List;

/** When to roll back, who says so, and what is chosen. */
final class Deciding {
    private final Sheet sheet;
    private final Plan plan;

    Deciding(Sheet sheet, Plan plan) {
        this.sheet = sheet;
        this.plan = plan;
    }

    void write() {
        if (!plan.triggers().isEmpty()) {
            triggers();
        }
        Decision decision = plan.decision();
        sheet.heading(2, "Decision");
        sheet.fields(
                "Decided by",
                Words.code(decision.by()),
                "Within",
                Words.duration(decision.within()),
                "Escalation path",
                Words.codes(decision.escalate()),
                "If nobody decides",
                Words.word(decision.otherwise()),
                "A restore is approved by",
                Words.code(decision.leadership()));
        if (!decision.checklist().isEmpty()) {
            sheet.heading(3, "While deciding")
                    .tasks(decision.checklist().stream().map(Words::text).toList());
        }
        if (!decision.matrix().isEmpty()) {
            sheet.heading(3, "Decision matrix");
            sheet.table(
                    List.of("Situation", "Action", "Time", "Data loss"),
                    decision.matrix().stream()
                            .map(it -> List.of(
                                    Words.text(it.situation()),
                                    Words.word(it.action()),
                                    Words.duration(it.time()),
                                    Words.text(it.loss())))
                            .toList());
        }
    }

    private void triggers() {
        sheet.heading(2, "Triggers");
        sheet.table(
                List.of("Id", "Trigger", "Threshold", "For", "Severity", "Means", "Mode"),
                plan.triggers().stream()
                        .map(it -> List.of(
                                Words.code(it.id()),
                                Words.text(it.title()),
                                Words.code(it.breach()),
                                it.lasting().isZero() ? "" : Words.duration(it.lasting()),
                                Words.word(it.severity()),
                                Words.word(it.means()),
                                Words.word(it.mode())))
                        .toList());
    }

    void sources() {
        if (plan.triggers().isEmpty()) {
            return;
        }
        sheet.heading(2, "Trigger sources");
        sheet.table(
                List.of("Id", "Watch", "Every", "No data"),
                plan.triggers().stream()
                        .map(it -> List.of(
                                Words.code(it.id()),
                                Words.yaml(watch(it.watch())),
                                Words.duration(it.every()),
                                Words.word(it.noData())))
                        .toList());
    }

    private static JsonNode watch(Trigger.Watch watch) {
        return given(PlanMapper.json().valueToTree(watch));
    }

    /** Without what is not given. */
    private static JsonNode given(JsonNode tree) {
        ObjectNode given = PlanMapper.json().createObjectNode();
        tree.properties().forEach(field -> {
            if (field.getValue().isObject()) {
                given.set(field.getKey(), given(field.getValue()));
            } else if (!field.getValue().isNull()) {
                given.set(field.getKey(), field.getValue());
            }
        });
        return given;
    }
}
