package dev.sternway.lint;

import dev.sternway.plan.Phase;
import dev.sternway.plan.Plan;
import dev.sternway.plan.yaml.Finding;
import dev.sternway.plan.yaml.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** SW-0208: a role that decides has nobody. SW-0209: the only one to decide is the only one to approve. */
final class RolesHavePeople implements Rule {
    @Override
    public List<Finding> check(PlanUnderReview review) {
        Plan plan = review.plan();
        List<Finding> findings = new ArrayList<>();
        role(review, "/metadata/lead", plan.metadata().lead(), findings);
        role(review, "/decision/by", plan.decision().by(), findings);
        for (int i = 0; i < plan.decision().escalate().size(); i++) {
            role(review, "/decision/escalate/" + i, plan.decision().escalate().get(i), findings);
        }
        for (Phase phase : Phase.values()) {
            List<String> asked = plan.phases().escalate(phase);
            for (int i = 0; i < asked.size(); i++) {
                String pointer = "/phases/" + phase.name().toLowerCase(Locale.ROOT) + "/escalate/" + i;
                role(review, pointer, asked.get(i), findings);
            }
        }
        if (plan.phases().data().level3().isPresent()) {
            role(review, "/decision", plan.decision().leadershipRole(), findings);
        }
        List<String> deciders = plan.roles().getOrDefault(plan.decision().by(), List.of());
        List<String> leaders = plan.roles().getOrDefault(plan.decision().leadershipRole(), List.of());
        if (leaders.size() == 1 && deciders.equals(leaders)) {
            findings.add(review.finding(
                    "/roles",
                    "SW-0209",
                    leaders.get(0) + " alone would decide on and approve a restore",
                    "Name a second person",
                    ""));
        }
        if (plan.contacts().isEmpty()) {
            findings.add(review.finding(
                    "/metadata", "SW-0210", "The plan names no contact", "Add contacts: on-call, DBA, security", ""));
        }
        return findings;
    }

    private static void role(PlanUnderReview review, String pointer, String role, List<Finding> findings) {
        Map<String, List<String>> roles = review.plan().roles();
        if (roles.getOrDefault(role, List.of()).isEmpty() && !review.isBlank(role)) {
            findings.add(review.finding(
                    pointer,
                    "SW-0208",
                    "The role " + role + " has nobody",
                    "Add it to roles",
                    Suggestion.of(role, roles.keySet())));
        }
    }
}
