package dev.sternway.executor.springcloud;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sternway.base.Problem;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.Asking;
import dev.sternway.executor.http.Expectation;
import dev.sternway.executor.http.HttpAnswer;
import dev.sternway.executor.http.HttpCall;
import dev.sternway.executor.http.NotLetIn;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One instance with its actuator. Values of its properties are compared and never said. */
record Instance(StepContext context, SpringCloudRefresh.Inputs inputs, String target) {
    static final Expectation SUCCESS = Expectation.of(List.of(), Map.of());

    private static final Duration ONE_ANSWER = Duration.ofSeconds(10);
    private static final Duration REFRESH = Duration.ofMinutes(1);
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final String VALUE = "/property/value";
    private static final String HIDDEN = "******";

    /** What tells whether the instance has the wanted configuration. */
    record Question(String name, HttpCall call, Expectation expected) {
        Asking asking(Duration within) {
            return new Asking(call, expected, within, PACE, 1);
        }
    }

    static List<Question> questions(SpringCloudRefresh.Inputs inputs, String target) {
        List<Question> questions = new ArrayList<>();
        new TreeMap<>(inputs.env())
                .forEach((key, value) -> questions.add(new Question(
                        key,
                        HttpCall.get(
                                target,
                                inputs.actuator() + "/env/"
                                        + key.replace("[", "%5B").replace("]", "%5D"),
                                ONE_ANSWER),
                        Expectation.of(List.of(), Map.of(VALUE, TextNode.valueOf(value))))));
        inputs.shows()
                .ifPresent(shows -> questions.add(new Question(
                        shows.path(),
                        HttpCall.get(target, shows.path(), ONE_ANSWER),
                        Expectation.of(List.of(), shows.json()))));
        return questions;
    }

    static HttpCall refreshing(SpringCloudRefresh.Inputs inputs, String target) {
        return new HttpCall(
                target, "POST", inputs.actuator() + "/" + inputs.endpoint(), Map.of(), Optional.empty(), REFRESH);
    }

    /** The actuator lists its endpoints, unless somebody switched that off. */
    void requireRefreshable() throws Outcome.Thrown, InterruptedException {
        HttpCall call = HttpCall.get(target, inputs.actuator(), ONE_ANSWER);
        HttpAnswer answer = sent(call);
        JsonNode links = answer.json().path("_links");
        if (links.isObject() && !links.has(inputs.endpoint())) {
            throw refused(
                    "SW-0343",
                    call.where(context) + " lists no " + inputs.endpoint(),
                    "Expose it with management.endpoints.web.exposure.include");
        }
        if (!links.isObject()) {
            context.print(call.where(context) + " does not list its endpoints: whether there is a " + inputs.endpoint()
                    + " shows only when it is asked");
        }
    }

    /**
     * What differs from the wanted configuration, without the values; empty when nothing does.
     *
     * @throws Outcome.Thrown when it does not answer, does not let the log-in in, or does not show it
     */
    String lacks() throws Outcome.Thrown, InterruptedException {
        List<String> lacks = new ArrayList<>();
        for (Question question : questions(inputs, target)) {
            HttpAnswer answer = sent(question.call());
            String where = question.call().where(context);
            if (answer.status() == 404) {
                throw refused(
                        "SW-0343",
                        where + " answers 404: it is not exposed, or the instance has no such property",
                        "Expose it with management.endpoints.web.exposure.include, or correct the name");
            }
            if (answer.json().at(JsonPointer.compile(VALUE)).asText().equals(HIDDEN)) {
                throw refused(
                        "SW-0343",
                        where + " hides the value of the property",
                        "Let this log-in see it with management.endpoint.env.show-values, or name a page under shows");
            }
            if (answer.status() >= 500) {
                throw Outcome.Thrown.failed(
                        "SW-0345",
                        where + " answers " + answer.status(),
                        target,
                        "Look at the log of the instance, then choose again");
            }
            if (!question.expected().unmet(answer).isEmpty()) {
                lacks.add(question.name());
            }
        }
        return lacks.isEmpty() ? "" : target + " has another value of " + String.join(", ", lacks);
    }

    /** The same once it shows it or the time is up; an instance that does not answer may still be taking it. */
    String await(Duration within) throws Outcome.Thrown, InterruptedException, StepContext.LeaseLost {
        long start = System.nanoTime();
        while (true) {
            context.stillMine();
            String lacks;
            try {
                lacks = lacks();
            } catch (Outcome.Thrown silent) {
                if (!(silent.outcome() instanceof Outcome.Failed failed) || !failed.retryable()) {
                    throw silent;
                }
                lacks = failed.problem().what();
            }
            if (lacks.isEmpty() || within.minusNanos(System.nanoTime() - start).compareTo(PACE) <= 0) {
                return lacks;
            }
            context.work().pause(PACE);
        }
    }

    /** @return what the instance says it changed */
    String refresh() throws Outcome.Thrown, InterruptedException {
        HttpCall call = refreshing(inputs, target);
        HttpAnswer answer = sent(call);
        if (answer.status() < 200 || answer.status() > 299) {
            boolean mayPass = answer.status() >= 500 || answer.status() == 429;
            throw Outcome.Thrown.of(new Outcome.Failed(
                    new Problem(
                            answer.status() == 404 ? "SW-0343" : "SW-0345",
                            call.where(context) + " answers " + answer.status() + ": " + answer.start(),
                            target,
                            answer.status() == 404
                                    ? "Expose it with management.endpoints.web.exposure.include"
                                    : "Look at the log of the instance and at the configuration server"),
                    mayPass));
        }
        String changed = answer.json().isArray() ? answer.json().size() + " properties changed" : "told to all";
        context.print(call.where(context) + ": " + changed);
        return changed;
    }

    private HttpAnswer sent(HttpCall call) throws Outcome.Thrown, InterruptedException {
        try {
            HttpAnswer answer = call.send(context);
            Optional<Problem> notLetIn = NotLetIn.problem(call, answer, context);
            if (notLetIn.isPresent()) {
                throw Outcome.Thrown.of(new Outcome.Failed(notLetIn.get(), false));
            }
            return answer;
        } catch (IOException silent) {
            throw Outcome.Thrown.failed(
                    "SW-0345",
                    call.where(context) + " got no answer: " + silent.getMessage(),
                    target,
                    "Check that the instance runs and is reachable; asking it twice does no harm");
        }
    }

    private Outcome.Thrown refused(String code, String what, String next) {
        return Outcome.Thrown.refused(code, what, target, next);
    }
}
