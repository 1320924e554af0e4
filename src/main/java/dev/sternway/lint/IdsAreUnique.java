package dev.sternway.lint;

import dev.sternway.plan.yaml.Finding;
import dev.sternway.plan.yaml.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** SW-0214: two things have one id. SW-0215: a message names no channel. SW-0216: a message has an unknown word. */
final class IdsAreUnique implements Rule {
    private static final Pattern WORD = Pattern.compile("\\$\\{([^}]*)}");
    private static final Set<String> WORDS = Set.of(
            "feature",
            "release",
            "plan",
            "environment",
            "every",
            "eta",
            "next",
            "progress",
            "reason",
            "rollback",
            "incident",
            "commander",
            "level",
            "outcome");

    @Override
    public List<Finding> check(PlanUnderReview review) {
        List<Finding> findings = new ArrayList<>();
        for (String list : new String[] {"/changes", "/triggers", "/communication/channels"}) {
            Set<String> seen = new HashSet<>();
            for (PlanUnderReview.At item : review.items(list)) {
                String id = item.node().path("id").asText();
                if (!seen.add(id)) {
                    findings.add(review.finding(
                            item.pointer() + "/id", "SW-0214", "The id " + id + " stands twice", "Rename one", ""));
                }
            }
        }
        Set<String> channels = new TreeSet<>();
        review.items("/communication/channels")
                .forEach(at -> channels.add(at.node().path("id").asText()));
        for (String list :
                new String[] {"/communication/before", "/communication/during/messages", "/communication/after"}) {
            review.items(list).forEach(message -> message(review, message, channels, findings));
        }
        return findings;
    }

    private static void message(
            PlanUnderReview review, PlanUnderReview.At message, Set<String> channels, List<Finding> findings) {
        String channel = message.node().path("channel").asText();
        if (!channels.contains(channel) && !review.isBlank(channel)) {
            findings.add(review.finding(
                    message.pointer() + "/channel",
                    "SW-0215",
                    "There is no channel " + channel,
                    "Channels are " + channels,
                    Suggestion.of(channel, channels)));
        }
        Matcher words = WORD.matcher(message.node().path("text").asText());
        while (words.find()) {
            if (!WORDS.contains(words.group(1))) {
                findings.add(review.finding(
                        message.pointer() + "/text",
                        "SW-0216",
                        "The message has the unknown word " + words.group(),
                        "Known are " + new TreeSet<>(WORDS),
                        Suggestion.of(words.group(1), WORDS)));
            }
        }
    }
}
