package dev.sternway.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.plan.yaml.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * SW-0205 to SW-0207: a trigger has one source, a condition that can be read, and says what no data means. SW-0235: it says
 * what the other unclear answers mean. SW-0236: its other words can be read. SW-0237: it has a baseline to compare with.
 * SW-0238: it combines triggers that exist. SW-0650: only what has a past is asked for it.
 */
final class TriggersAreComplete implements Rule {
    private static final Set<String> POLLED = Set.of("http", "sql", "prometheus", "log", "loki");
    private static final String PART =
            "\\s*(>=|<=|>|<)\\s*(-?\\d+(\\.\\d+)?\\s*%?|baseline\\s*[+-]\\s*\\d+(\\.\\d+)?\\s*%)\\s*";
    private static final Pattern BREACH = Pattern.compile(PART + "(\\b(and|or)\\b" + PART + ")*");
    private static final Pattern TIMES = Pattern.compile("[1-9]\\d{0,2} of [1-9]\\d{0,2}");
    private static final Pattern LATENCY = Pattern.compile("p[1-9]\\d?|max");
    private static final Pattern SHARE = Pattern.compile("\\d+(\\.\\d+)?%?");
    private static final Set<String> TAKEN = Set.of("last", "max", "min", "avg");

    @Override
    public List<Finding> check(PlanUnderReview review) {
        List<Finding> findings = new ArrayList<>();
        Set<String> ids = review.items("/triggers").stream()
                .map(it -> it.node().path("id").asText())
                .collect(Collectors.toSet());
        for (PlanUnderReview.At trigger : review.items("/triggers")) {
            JsonNode watch = trigger.node().path("watch");
            if (watch.size() != 1) {
                findings.add(error(
                        review,
                        trigger.pointer() + "/watch",
                        "SW-0205",
                        "Trigger " + trigger.node().path("id").asText() + " must have exactly one source",
                        "Give http, sql, prometheus, log, loki, triggers, alert, migration or person"));
            }
            if (POLLED.stream().anyMatch(watch::has)) {
                polled(review, trigger, findings);
            }
            words(review, trigger, findings);
            Stream.of("all", "any")
                    .flatMap(list -> review.items(trigger.pointer() + "/watch/triggers/" + list).stream())
                    .filter(other -> !ids.contains(other.node().asText()))
                    .forEach(other -> findings.add(error(
                            review,
                            other.pointer(),
                            "SW-0238",
                            "There is no trigger " + other.node().asText() + " to combine",
                            "Triggers are " + new java.util.TreeSet<>(ids))));
        }
        return findings;
    }

    private static void polled(PlanUnderReview review, PlanUnderReview.At trigger, List<Finding> findings) {
        JsonNode node = trigger.node();
        String id = node.path("id").asText();
        String breach = node.path("breach").asText();
        if (!node.has("statistics") && !BREACH.matcher(breach).matches()) {
            findings.add(error(
                    review,
                    trigger.pointer() + "/breach",
                    "SW-0206",
                    "'" + breach + "' is not a condition",
                    "Write > 10%, >= 500, < 1 or > baseline + 50%; join them with and, or"));
        }
        if (!node.has("no-data")) {
            findings.add(error(
                    review,
                    trigger.pointer(),
                    "SW-0207",
                    "Trigger " + id + " does not say what no data means",
                    "Add no-data: ignore, ask or breach"));
        }
        List<String> unsaid =
                cases(node).filter(it -> !node.path("unclear").has(it)).toList();
        if (!unsaid.isEmpty()) {
            findings.add(review.warning(
                    trigger.pointer(),
                    "SW-0235",
                    "Trigger " + id + " does not say what these mean: " + String.join(", ", unsaid),
                    "Add unclear: {" + unsaid.get(0) + ": ask, …}; until then no-data says it, and flapping asks"));
        }
        boolean compares = node.has("statistics") || breach.contains("baseline");
        if (compares && !node.has("baseline")) {
            findings.add(review.warning(
                    trigger.pointer(),
                    "SW-0237",
                    "Trigger " + id + " compares with a baseline of a single value",
                    "Add baseline: {over: 10m, points: 5}"));
        }
        boolean past =
                node.path("watch").has("prometheus") || node.path("watch").has("loki");
        if (node.path("baseline").path("last-week").asBoolean() && !past) {
            findings.add(error(
                    review,
                    trigger.pointer() + "/baseline/last-week",
                    "SW-0650",
                    "The source of trigger " + id + " only knows how it is now, not how it was at this hour a week ago",
                    "Leave last-week out, or ask Prometheus or Loki"
                            + (node.path("watch").has("sql")
                                    ? "; SQL may compare with last week in the query itself"
                                    : "")));
        }
    }

    /** Those that its source can come to. */
    private static Stream<String> cases(JsonNode node) {
        JsonNode watch = node.path("watch");
        boolean share = watch.path("http").has("of") || watch.path("log").has("of");
        boolean health = watch.has("http")
                && !watch.path("http").has("value")
                && !watch.path("http").has("latency");
        boolean nan = watch.has("prometheus") || watch.has("loki") || watch.has("sql");
        return Stream.of(nan ? "nan" : "", share ? "no-traffic" : "", health ? "" : "source-down", "flapping")
                .filter(it -> !it.isEmpty());
    }

    private static void words(PlanUnderReview review, PlanUnderReview.At trigger, List<Finding> findings) {
        word(review, trigger.pointer() + "/times", TIMES, "Write 3 of 5", findings);
        word(review, trigger.pointer() + "/watch/http/latency", LATENCY, "Write p50, p95 or max", findings);
        word(review, trigger.pointer() + "/statistics/significance", SHARE, "Write 1% or 0.01", findings);
        String take =
                review.tree().at(trigger.pointer() + "/watch/prometheus/take").asText("last");
        if (!TAKEN.contains(take)) {
            findings.add(error(
                    review,
                    trigger.pointer() + "/watch/prometheus/take",
                    "SW-0236",
                    "'" + take + "' cannot be taken of a range",
                    "Take last, max, min or avg"));
        }
        for (String pattern : new String[] {"pattern", "of"}) {
            JsonNode text = review.tree().at(trigger.pointer() + "/watch/log/" + pattern);
            try {
                Pattern.compile(text.asText());
            } catch (PatternSyntaxException wrong) {
                findings.add(error(
                        review,
                        trigger.pointer() + "/watch/log/" + pattern,
                        "SW-0236",
                        "'" + text.asText() + "' is no regular expression: " + wrong.getDescription(),
                        "Mend it"));
            }
        }
    }

    private static void word(
            PlanUnderReview review, String pointer, Pattern form, String next, List<Finding> findings) {
        JsonNode word = review.tree().at(pointer);
        if (!word.isMissingNode() && !form.matcher(word.asText()).matches()) {
            findings.add(error(review, pointer, "SW-0236", "'" + word.asText() + "' cannot be read", next));
        }
    }

    private static Finding error(PlanUnderReview review, String pointer, String code, String what, String next) {
        return review.finding(pointer, code, what, next, "");
    }
}
