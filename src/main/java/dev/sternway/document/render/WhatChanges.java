package dev.sternway.document.render;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.plan.Change;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Target;
import dev.sternway.plan.yaml.PlanMapper;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the release changes, and what the steps act on. */
final class WhatChanges {
    private final Sheet sheet;
    private final Plan plan;

    WhatChanges(Sheet sheet, Plan plan) {
        this.sheet = sheet;
        this.plan = plan;
    }

    void write() {
        if (!plan.changes().isEmpty()) {
            changes();
        }
        if (!plan.flags().isEmpty()) {
            sheet.heading(2, "Feature flags");
            sheet.table(
                    List.of("Flag", "Target", "Segments"),
                    plan.flags().stream()
                            .map(it ->
                                    List.of(Words.code(it.name()), Words.code(it.target()), Words.texts(it.segments())))
                            .toList());
        }
    }

    void targets() {
        if (!plan.targets().isEmpty()) {
            sheet.heading(2, "Targets");
            List<List<String>> rows = new ArrayList<>();
            new TreeMap<>(plan.targets()).forEach((name, target) -> rows.add(target(name, target)));
            sheet.table(
                    List.of("Target", "Type", "URL", "User", "Password", "Token", "Health", "Directory", "Variables"),
                    rows);
        }
    }

    private void changes() {
        List<Change> changes = plan.changes();
        sheet.heading(2, "Changes");
        sheet.table(
                List.of("Id", "Change", "Class", "Method", "Rollback possible", "Complexity", "Status"),
                changes.stream()
                        .map(it -> List.of(
                                Words.code(it.id()),
                                Words.text(it.title()),
                                Words.word(it.changeClass()),
                                Words.word(it.method()),
                                reversible(it.rollback()),
                                Words.word(it.complexity()),
                                Words.word(it.status())))
                        .toList());
        sheet.table(
                List.of("Id", "Date", "By", "Database", "Rollback steps", "Point of no return"),
                changes.stream()
                        .map(it -> List.of(
                                Words.code(it.id()),
                                it.date().map(LocalDate::toString).orElse(""),
                                Words.text(it.by()),
                                Words.code(it.database()),
                                it.steps().map(String::valueOf).orElse(""),
                                it.pointOfNoReturn().map(String::valueOf).orElse("")))
                        .toList());
        List<List<String>> scripts = new ArrayList<>();
        for (Change change : changes) {
            for (int i = 0; i < change.migrations().size(); i++) {
                scripts.add(List.of(
                        Words.code(change.id()),
                        String.valueOf(i + 1),
                        Words.code(change.migrations().get(i))));
            }
        }
        sheet.table(List.of("Id", "Step", "Migration"), scripts);
    }

    private static String reversible(Change.Reversible rollback) {
        return Words.yesNo(rollback.possible())
                + rollback.because().map(why -> ": " + Words.text(why)).orElse("");
    }

    private static List<String> target(String name, Target target) {
        return List.of(
                Words.code(name),
                Words.word(target.type()),
                Words.code(target.url()),
                Words.code(target.user()),
                Words.code(target.password().map(it -> "secret:" + it.secret())),
                Words.code(target.token().map(it -> "secret:" + it.secret())),
                Words.code(target.health()),
                Words.code(target.directory()),
                target.variables().isEmpty() ? "" : Words.yaml(sorted(target.variables())));
    }

    static ObjectNode sorted(Map<String, ?> map) {
        return PlanMapper.json().valueToTree(new TreeMap<>(map));
    }
}
