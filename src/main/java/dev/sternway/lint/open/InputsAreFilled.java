package dev.sternway.lint.open;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.lint.PlanUnderReview;
import dev.sternway.lint.Rule;
import dev.sternway.plan.Imported.Input;
import dev.sternway.plan.yaml.Finding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** SW-0218: a blank is not filled in. It is filled when its words stand nowhere in the plan and its scripts any more. */
final class InputsAreFilled implements Rule {
    @Override
    public List<Finding> check(PlanUnderReview review) {
        List<Finding> findings = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (Input input : review.plan().inputs()) {
            if (input.blank().isEmpty()) {
                input.field()
                        .filter(field -> review.tree().at(field).isMissingNode())
                        .ifPresent(field -> findings.add(finding(review, field, input)));
                continue;
            }
            String blank = input.blank().get();
            List<String> places = places(review, blank);
            input.field()
                    .filter(places::contains)
                    .or(() -> places.stream()
                            .filter(it -> !taken.contains(it + "\n" + blank))
                            .findFirst())
                    .filter(place -> taken.add(place + "\n" + blank))
                    .ifPresent(place -> findings.add(finding(review, place, input)));
        }
        return findings;
    }

    private static Finding finding(PlanUnderReview review, String place, Input input) {
        String blank = input.blank().map(it -> ", written as " + it).orElse("");
        String line =
                input.line().map(it -> ", line " + it + " of the document").orElse("");
        return review.finding(
                place.startsWith("/") ? place : "/inputs",
                "SW-0218",
                "The input " + input.name() + " is not filled in (" + place + blank + line + ")",
                input.blank().isEmpty() ? "Add it" : "Write what belongs there",
                "");
    }

    /** Fields and files in which the blank still stands. */
    private static List<String> places(PlanUnderReview review, String blank) {
        List<String> places = new ArrayList<>();
        if (supplied(review, blank)) {
            return places;
        }
        Pattern whole = Pattern.compile(Pattern.quote(blank) + (blank.matches("\\$\\w+") ? "\\b" : ""));
        for (Map.Entry<String, JsonNode> field : review.tree().properties()) {
            if (!Set.of("inputs", "unplaced", "dangers").contains(field.getKey())) {
                search(field.getValue(), "/" + field.getKey(), whole, places);
            }
        }
        scripts(review).stream()
                .filter(path -> review.bundle()
                        .flatMap(bundle -> bundle.file(path))
                        .map(content -> new String(content, StandardCharsets.UTF_8))
                        .filter(text -> whole.matcher(text).find())
                        .isPresent())
                .forEach(places::add);
        return places;
    }

    /** A shell's variable is filled by a host that sets it. */
    private static boolean supplied(PlanUnderReview review, String blank) {
        String variable = blank.replaceAll("[${}]", "");
        return blank.startsWith("$")
                && review.plan().targets().values().stream()
                        .anyMatch(target -> target.variables().containsKey(variable));
    }

    private static Set<String> scripts(PlanUnderReview review) {
        Set<String> scripts = new HashSet<>();
        for (String level : List.of("level-1", "level-2", "level-3")) {
            review.items("/phases/data/" + level + "/scripts")
                    .forEach(at -> scripts.add(at.node().asText()));
        }
        review.steps()
                .forEach(step -> review.items(step.pointer() + "/with/scripts")
                        .forEach(at -> scripts.add(at.node().asText())));
        return scripts;
    }

    private static void search(JsonNode node, String pointer, Pattern blank, List<String> places) {
        if (node.isTextual()
                && Optional.of(node.asText())
                        .filter(text -> blank.matcher(text).find())
                        .isPresent()) {
            places.add(pointer);
        }
        node.properties()
                .forEach(field -> search(
                        field.getValue(),
                        pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1"),
                        blank,
                        places));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                search(node.get(i), pointer + "/" + i, blank, places);
            }
        }
    }
}
