package dev.sternway.lint.readiness;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.lint.DownScripts;
import dev.sternway.lint.PlanUnderReview;
import dev.sternway.lint.Rule;
import dev.sternway.plan.Phases.SetAside;
import dev.sternway.plan.Plan.Danger;
import dev.sternway.plan.sql.Destruction;
import dev.sternway.plan.sql.Destruction.Kind;
import dev.sternway.plan.yaml.Finding;
import dev.sternway.plan.yaml.PlanMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** SW-0226: a script destroys what is not set aside first. SW-0227: it cannot be read, so it may destroy anything. */
final class DestructionIsSalvaged implements Rule {
    @Override
    public List<Finding> check(PlanUnderReview review) {
        List<Finding> findings = new ArrayList<>();
        for (String level : new String[] {"level-1", "level-2", "level-3"}) {
            String pointer = "/phases/data/" + level;
            List<SetAside> aside = salvage(review.tree().at(pointer + "/salvage"));
            scripts(review, pointer, aside, findings);
            review.items(pointer + "/steps").forEach(step -> step(review, step, aside, findings));
        }
        for (String list : new String[] {
            "/phases/preservation/steps", "/phases/data/steps", "/phases/restoration/steps", "/phases/validation/checks"
        }) {
            review.items(list).forEach(step -> step(review, step, List.of(), findings));
        }
        return findings;
    }

    private static void step(
            PlanUnderReview review, PlanUnderReview.At step, List<SetAside> aside, List<Finding> findings) {
        scripts(review, step.pointer() + "/with", aside, findings);
        for (PlanUnderReview.At migration : review.items(step.pointer() + "/with/migrations")) {
            DownScripts.of(step.node(), migration.node().asText())
                    .ifPresent(down -> script(review, migration.pointer(), down, aside, findings));
        }
    }

    private static void scripts(PlanUnderReview review, String pointer, List<SetAside> aside, List<Finding> findings) {
        for (PlanUnderReview.At script : review.items(pointer + "/scripts")) {
            script(review, script.pointer(), script.node().asText(), aside, findings);
        }
    }

    private static void script(
            PlanUnderReview review, String pointer, String name, List<SetAside> aside, List<Finding> findings) {
        Optional<byte[]> content = review.bundle().flatMap(bundle -> bundle.file(name));
        for (Destruction found : Destruction.of(
                content.map(it -> new String(it, StandardCharsets.UTF_8)).orElse(""))) {
            if (!setAside(found, aside) && !justified(found, review.plan().dangers())) {
                findings.add(finding(review, pointer, name, found));
            }
        }
    }

    private static Finding finding(PlanUnderReview review, String pointer, String script, Destruction found) {
        boolean unknown = found.kind() == Kind.UNKNOWN;
        return review.warning(
                pointer,
                unknown ? "SW-0227" : "SW-0226",
                script + " " + found.text() + " (line " + found.line() + ")"
                        + (unknown ? "" : ", and nothing sets it aside"),
                unknown
                        ? "Write it so that it can be read, or say under dangers why it is right"
                        : "Add it to the level's salvage, or say under dangers why it may go");
    }

    private static boolean setAside(Destruction found, List<SetAside> aside) {
        return aside.stream()
                .filter(it -> Destruction.plain(it.table()).equals(found.table()))
                .anyMatch(it -> it.columns().isEmpty()
                        || it.columns().stream()
                                        .map(Destruction::plain)
                                        .toList()
                                        .containsAll(found.columns())
                                && found.kind() == Kind.DROPS_COLUMN);
    }

    /** Somebody wrote down why this very statement is right. */
    private static boolean justified(Destruction found, List<Danger> dangers) {
        String statement = words(found.statement());
        return dangers.stream()
                .filter(danger -> danger.because().isPresent())
                .anyMatch(danger -> statement.contains(words(danger.command()).replaceFirst(";$", "")));
    }

    private static String words(String text) {
        return text.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    private static List<SetAside> salvage(JsonNode list) {
        List<SetAside> aside = new ArrayList<>();
        list.forEach(node -> aside.add(PlanMapper.json().convertValue(node, SetAside.class)));
        return aside;
    }
}
