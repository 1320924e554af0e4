package dev.sternway.executor.check;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.DurationText;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.Asking;
import dev.sternway.executor.http.Expectation;
import dev.sternway.executor.http.HttpCall;
import dev.sternway.executor.http.HttpInShell;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks a service until it answers as expected, or the time is up. */
public final class CheckHttp implements Executor<CheckHttp.Inputs> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PACE = Duration.ofSeconds(1);
    private static final Duration ONE_ANSWER = Duration.ofSeconds(10);

    /** The answer that means all is well. */
    public record Expect(
            @JsonPropertyDescription("Status; 200 to 299 when left out.")
            Optional<@Min(100) @Max(599) Integer> status,

            @JsonPropertyDescription("Values the answer must have, by JSON pointer.")
            Map<@Pattern(regexp = "(/.*)?") String, JsonNode> json,

            @JsonPropertyDescription("Headers the answer must have.")
            Map<String, String> header,

            @JsonPropertyDescription("Words the body must hold.")
            Optional<String> text) {
        public static final Expect SUCCESS = new Expect(Optional.empty(), Map.of(), Map.of(), Optional.empty());

        public Expect {
            json = json == null ? Map.of() : Map.copyOf(json);
            header = header == null ? Map.of() : Map.copyOf(header);
        }

        public Expectation expectation() {
            return new Expectation(status.map(List::of).orElse(List.of()), json, header, text);
        }
    }

    /** The question. */
    public record Inputs(
            @JsonPropertyDescription("Target with the base URL and the log-in.") @NotBlank
            String target,

            @JsonPropertyDescription("Path with a slash in front; it follows the target's URL.") @NotBlank
            String path,

            @JsonPropertyDescription("HTTP method; GET when left out.") @Pattern(regexp = "[A-Z]{3,10}")
            String method,

            @JsonPropertyDescription("Headers; a value secret:NAME is looked up.")
            Map<String, String> headers,

            @JsonPropertyDescription("Body, sent as JSON.") Optional<JsonNode> body,

            @JsonPropertyDescription("The answer that means all is well.") @Valid
            Expect expect,

            @JsonPropertyDescription("How long to keep trying; 30s when left out.")
            Duration within,

            @JsonPropertyDescription("Pause between two tries; 1s when left out.")
            Duration every) {
        public Inputs {
            method = method == null ? "GET" : method;
            headers = headers == null ? Map.of() : Map.copyOf(headers);
            body = body.filter(tree -> !tree.isNull());
            expect = expect == null ? Expect.SUCCESS : expect;
            within = within == null ? PATIENCE : within;
            every = every == null ? PACE : every;
        }
    }

    @Override
    public String uses() {
        return "check/http";
    }

    @Override
    public String summary() {
        return "Checks that a service answers as expected, and keeps trying for a while.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.IDEMPOTENT;
    }

    /** A check is always made anew. */
    @Override
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws InterruptedException, StepContext.LeaseLost {
        Asking asking = asking(inputs);
        Asking.Ended ended = asking.until(context);
        return ended.well()
                ? Outcome.done(Map.of(
                        "request", asking.call().where(context),
                        "tries", String.valueOf(ended.tries())))
                : ended.outcome(
                        "SW-0520",
                        asking.call().where(context) + ": " + ended.unmet(),
                        inputs.target(),
                        "Look at the service's log, or correct what the plan expects");
    }

    private static Asking asking(Inputs inputs) {
        return new Asking(
                new HttpCall(
                        inputs.target(), inputs.method(), inputs.path(), inputs.headers(), inputs.body(), ONE_ANSWER),
                inputs.expect().expectation(),
                inputs.within(),
                inputs.every(),
                1);
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        Asking asking = asking(inputs);
        HttpInShell call = HttpInShell.of(asking.call(), setting);
        return Optional.of(ShellStep.of(
                        call.words() + " for up to " + DurationText.format(inputs.within()) + "; expects "
                                + HttpInShell.expected(asking.expected()),
                        asking.inShell(call),
                        call.needs())
                .probing("return 1"));
    }
}
