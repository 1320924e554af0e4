package dev.sternway.lint.open;

import dev.sternway.lint.PlanUnderReview;
import dev.sternway.lint.Rule;
import dev.sternway.plan.danger.Dangers;
import dev.sternway.plan.yaml.Finding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** SW-0219: a dangerous command without a word on why it is right. */
final class DangersAreAccepted implements Rule {
    @Override
    public List<Finding> check(PlanUnderReview review) {
        List<Finding> findings = new ArrayList<>();
        List<Dangers.Found> all = Dangers.in(
                review.tree(),
                path -> review.bundle()
                        .flatMap(bundle -> bundle.file(path))
                        .map(content -> new String(content, StandardCharsets.UTF_8)));
        for (Dangers.Found danger : all) {
            if (!accepted(danger.command(), review)) {
                findings.add(review.finding(
                        danger.pointer(),
                        "SW-0219",
                        "Dangerous: " + danger.command(),
                        "Take it out, or say under dangers why it is right",
                        ""));
            }
        }
        return findings;
    }

    private static boolean accepted(String command, PlanUnderReview review) {
        return review.plan().dangers().stream()
                .filter(danger -> danger.because().filter(why -> !why.isBlank()).isPresent())
                .anyMatch(danger -> danger.command().equals(command));
    }
}
