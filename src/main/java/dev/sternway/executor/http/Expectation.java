package dev.sternway.executor.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What an answer must be like.
 *
 * @param status one of these; any of 200 to 299 when empty
 * @param json values by JSON pointer
 * @param header values by header name
 * @param text words that the body holds
 */
public record Expectation(
        List<Integer> status, Map<String, JsonNode> json, Map<String, String> header, Optional<String> text) {
    private static final Comparator<JsonNode> BY_VALUE = (left, right) -> left.isNumber() && right.isNumber()
            ? left.decimalValue().compareTo(right.decimalValue())
            : left.equals(right) ? 0 : 1;

    public static Expectation of(List<Integer> status, Map<String, JsonNode> json) {
        return new Expectation(status, json, Map.of(), Optional.empty());
    }

    /** Whether the status is as expected. */
    boolean statusFits(int given) {
        return status.isEmpty() ? given >= 200 && given < 300 : status.contains(given);
    }

    /** Every way in which the answer differs: what it is, and what was expected. */
    public List<String> unmet(HttpAnswer answer) {
        List<String> unmet = new ArrayList<>();
        if (!statusFits(answer.status())) {
            unmet.add("status is " + answer.status() + ", expected " + expectedStatus() + told(answer));
        }
        JsonNode tree = answer.json();
        json.forEach((pointer, expected) -> {
            JsonNode found = tree.at(JsonPointer.compile(pointer));
            if (!found.equals(BY_VALUE, expected)) {
                String is = found.isMissingNode() ? "missing" : found.toString();
                unmet.add((pointer.isEmpty() ? "the body" : pointer) + " is " + is + ", expected " + expected
                        + (tree.isMissingNode() ? ", the body is not JSON" : ""));
            }
        });
        header.forEach((name, expected) -> {
            Optional<String> found = answer.header().apply(name);
            if (!found.equals(Optional.of(expected))) {
                unmet.add("header " + name + " is " + found.orElse("missing") + ", expected " + expected);
            }
        });
        text.filter(words -> !answer.body().contains(words))
                .ifPresent(words -> unmet.add("the body lacks '" + words + "'" + told(answer)));
        return unmet;
    }

    private String expectedStatus() {
        return status.isEmpty()
                ? "200 to 299"
                : status.stream().map(String::valueOf).collect(Collectors.joining(" or "));
    }

    private static String told(HttpAnswer answer) {
        return answer.body().isBlank() ? "" : ", the answer reads: " + answer.start();
    }
}
