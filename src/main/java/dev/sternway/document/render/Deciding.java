package dev.sternway.document.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.plan.Decision;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Trigger;
import dev.sternway.plan.yaml.PlanMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** When to roll back, who says so, and what is chosen. */
final class Deciding {
    private static final List<String> MORE = List.of("Unclear", "Times", "Baseline", "Statistics");

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
                "When a target is busy",
                decision.whenBusy() == Decision.Busy.REFUSE ? "" : Words.word(decision.whenBusy()),
                "A restore is approved by",
                Words.code(decision.leadership()));
        if (!decision.checklist().isEmpty()) {
            sheet.heading(3, "While deciding")
                    .tasks(decision.checklist().stream().map(Words::text).toList());
        }
        if (!decision.matrix().isEmpty()) {
            sheet.heading(3, "Decision matrix");
            matrix(decision.matrix());
        }
    }

    private void matrix(List<Decision.Row> rows) {
        boolean asked = rows.stream().anyMatch(row -> row.when().isPresent());
        List<String> heads = new ArrayList<>(List.of("Situation", "Action", "Time", "Data loss"));
        if (asked) {
            heads.add("When");
        }
        sheet.table(
                heads,
                rows.stream()
                        .map(row -> {
                            List<String> cells = new ArrayList<>(List.of(
                                    Words.text(row.situation()),
                                    Words.word(row.action()),
                                    Words.duration(row.time()),
                                    Words.text(row.loss())));
                            if (asked) {
                                cells.add(row.when().map(Deciding::when).orElse(""));
                            }
                            return cells;
                        })
                        .toList());
    }

    private static String when(Decision.When when) {
        ObjectNode given = PlanMapper.json().createObjectNode();
        PlanMapper.json().valueToTree(when).properties().forEach(field -> {
            if (!field.getValue().isNull()
                    && !(field.getValue().isArray() && field.getValue().isEmpty())) {
                given.set(field.getKey(), field.getValue());
            }
        });
        return Words.yaml(given);
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
        List<String> heads = new ArrayList<>(List.of("Id", "Watch", "Every", "No data"));
        List<String> more = MORE.stream()
                .filter(key ->
                        plan.triggers().stream().anyMatch(it -> !more(it, key).isEmpty()))
                .toList();
        heads.addAll(more);
        sheet.table(
                heads,
                plan.triggers().stream()
                        .map(it -> {
                            List<String> cells = new ArrayList<>(List.of(
                                    Words.code(it.id()),
                                    Words.yaml(watch(it.watch())),
                                    Words.duration(it.every()),
                                    Words.word(it.noData())));
                            more.forEach(key -> cells.add(more(it, key)));
                            return cells;
                        })
                        .toList());
    }

    private static String more(Trigger trigger, String head) {
        JsonNode value = PlanMapper.json().valueToTree(trigger).path(head.toLowerCase(Locale.ROOT));
        if (value.isTextual()) {
            return Words.code(value.asText());
        }
        JsonNode given = value.isObject() ? given(value) : value;
        return given.isEmpty() ? "" : Words.yaml(given);
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
