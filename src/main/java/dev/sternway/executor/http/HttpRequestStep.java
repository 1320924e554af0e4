package dev.sternway.executor.http;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.Problem;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A request that changes something at a service, and the answer it must get. */
public final class HttpRequestStep implements Executor<HttpRequestStep.Inputs> {
    private static final Duration USUAL = Duration.ofSeconds(10);
    private static final Set<Integer> LATER = Set.of(408, 425, 429);
    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");
    private static final String POINTER = "(/.*)?";

    /** The answer that means success. */
    public record Expect(
            @JsonPropertyDescription("Statuses that mean success; 200 to 299 when left out.")
            List<Integer> status,

            @JsonPropertyDescription("Values the answer must have, by JSON pointer.")
            Map<@Pattern(regexp = POINTER) String, JsonNode> json) {
        static final Expect SUCCESS = new Expect(List.of(), Map.of());

        public Expect {
            status = status == null ? List.of() : List.copyOf(status);
            json = json == null ? Map.of() : Map.copyOf(json);
        }
    }

    /** A question that tells whether it is so already. */
    public record Asked(
            @JsonPropertyDescription("Path to ask with GET.") @NotBlank
            String path,

            @JsonPropertyDescription("Values, by JSON pointer, that mean it is so already.") @NotEmpty
            Map<@Pattern(regexp = POINTER) String, JsonNode> json) {
        public Asked {
            json = json == null ? Map.of() : Map.copyOf(json);
        }
    }

    /** The request that takes the work back; any status from 200 to 299 means success. */
    public record Undo(
            @JsonPropertyDescription("HTTP method.") @Pattern(regexp = "[A-Z]{3,10}") @NotBlank
            String method,

            @JsonPropertyDescription("Path with a slash in front.") @NotBlank
            String path,

            @JsonPropertyDescription("Body, sent as JSON.") Optional<JsonNode> body) {
        public Undo {
            body = body.filter(tree -> !tree.isNull());
        }
    }

    /** The request. */
    public record Inputs(
            @JsonPropertyDescription("Target with the base URL and the log-in.") @NotBlank
            String target,

            @JsonPropertyDescription("HTTP method; GET when left out.") @Pattern(regexp = "[A-Z]{3,10}")
            String method,

            @JsonPropertyDescription("Path with a slash in front; it follows the target's URL.") @NotBlank
            String path,

            @JsonPropertyDescription("Headers; a value secret:NAME is looked up.")
            Map<String, String> headers,

            @JsonPropertyDescription("Body, sent as JSON.") Optional<JsonNode> body,

            @JsonPropertyDescription("The answer that means success.") @Valid
            Expect expect,

            @JsonPropertyDescription("Asked before, to skip what is so already, and after, to make sure.")
            Optional<@Valid Asked> probe,

            @JsonPropertyDescription("For the whole answer; 10s when left out.")
            Duration timeout,

            @JsonPropertyDescription("Request that takes the work back, after an abort; it may be sent more than once.")
            Optional<@Valid Undo> undo) {
        public Inputs {
            method = method == null ? "GET" : method;
            headers = headers == null ? Map.of() : Map.copyOf(headers);
            body = body.filter(tree -> !tree.isNull());
            expect = expect == null ? Expect.SUCCESS : expect;
            timeout = timeout == null ? USUAL : timeout;
        }
    }

    @Override
    public String uses() {
        return "http/request";
    }

    @Override
    public String summary() {
        return "Sends a request to a service and checks status and JSON of its answer.";
    }

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Nature nature() {
        return Nature.NEITHER;
    }

    @Override
    public Nature nature(Inputs inputs) {
        if (REPEATABLE.contains(inputs.method())) {
            return Nature.IDEMPOTENT;
        }
        return inputs.probe().isEmpty() ? Nature.NEITHER : Nature.PROBEABLE;
    }

    @Override
    public String natureElse() {
        return "GET, HEAD, OPTIONS, PUT and DELETE are sent again; with a `probe` the service is asked.";
    }

    @Override
    public Probe probe(Inputs inputs, StepContext context) throws InterruptedException {
        if (inputs.probe().isEmpty()) {
            return REPEATABLE.contains(inputs.method())
                    ? Probe.needed()
                    : Probe.unknown("the plan names no probe for this " + inputs.method());
        }
        try {
            List<String> unmet = asked(inputs, inputs.probe().get(), context);
            return unmet.isEmpty()
                    ? Probe.already("already", inputs.probe().get().path() + " says so")
                    : Probe.needed();
        } catch (IOException silent) {
            return Probe.unknown("the probe got no answer: " + silent.getMessage());
        }
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws InterruptedException, StepContext.LeaseLost {
        HttpCall call = new HttpCall(
                inputs.target(), inputs.method(), inputs.path(), inputs.headers(), inputs.body(), inputs.timeout());
        Expectation expected =
                Expectation.of(inputs.expect().status(), inputs.expect().json());
        long start = System.nanoTime();
        context.stillMine();
        try {
            HttpAnswer answer = call.send(context);
            context.print(call.where(context) + " answers " + answer.status());
            List<String> unmet = expected.unmet(answer);
            if (!unmet.isEmpty()) {
                boolean mayPass = answer.status() >= 500
                        || LATER.contains(answer.status())
                        || expected.statusFits(answer.status());
                return unexpected(call.where(context), unmet, mayPass);
            }
            long millis = (System.nanoTime() - start) / 1_000_000;
            return Outcome.done(Map.of(
                    "request", call.where(context),
                    "status", String.valueOf(answer.status()),
                    "millis", String.valueOf(millis)));
        } catch (IOException silent) {
            Problem problem = new Problem(
                    "SW-0511",
                    call.where(context) + " got no answer: " + silent.getMessage(),
                    inputs.target(),
                    "Check that the service runs and is reachable; the request may have arrived");
            boolean harmless = nature(inputs) != Nature.NEITHER || silent.getCause() instanceof ConnectException;
            return new Outcome.Failed(problem, harmless);
        }
    }

    @Override
    public Outcome verify(Inputs inputs, StepContext context) throws InterruptedException {
        if (inputs.probe().isEmpty()) {
            return Outcome.done();
        }
        String where = inputs.probe().get().path();
        try {
            List<String> unmet = asked(inputs, inputs.probe().get(), context);
            return unmet.isEmpty() ? Outcome.done(Map.of("verified", where)) : unexpected("GET " + where, unmet, true);
        } catch (IOException silent) {
            return unexpected("GET " + where, List.of("no answer: " + silent.getMessage()), true);
        }
    }

    @Override
    public Undone undone(Inputs inputs) {
        if (inputs.undo().isPresent()) {
            return Undone.BY_ITSELF;
        }
        return inputs.method().equals("GET") || inputs.method().equals("HEAD") ? Undone.NOT_NEEDED : Undone.BY_HAND;
    }

    @Override
    public String whyByHand() {
        return "the plan declares no undo for it";
    }

    @Override
    public Outcome undo(Inputs inputs, StepContext context) throws Exception {
        if (inputs.undo().isEmpty()) {
            return Executor.super.undo(inputs, context);
        }
        Undo undo = inputs.undo().get();
        return run(
                new Inputs(
                        inputs.target(),
                        undo.method(),
                        undo.path(),
                        inputs.headers(),
                        undo.body(),
                        Expect.SUCCESS,
                        Optional.empty(),
                        inputs.timeout(),
                        Optional.empty()),
                context);
    }

    private static List<String> asked(Inputs inputs, Asked asked, StepContext context)
            throws IOException, InterruptedException {
        HttpCall call = new HttpCall(
                inputs.target(), "GET", asked.path(), inputs.headers(), Optional.empty(), inputs.timeout());
        return Expectation.of(List.of(), asked.json()).unmet(call.send(context));
    }

    private static Outcome unexpected(String where, List<String> unmet, boolean mayPass) {
        Problem problem = new Problem(
                "SW-0512",
                where + " answered unexpectedly: " + String.join("; ", unmet),
                where,
                "Look at the service's log, or correct what the plan expects");
        return new Outcome.Failed(problem, mayPass);
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        HttpInShell call = HttpInShell.of(
                new HttpCall(
                        inputs.target(),
                        inputs.method(),
                        inputs.path(),
                        inputs.headers(),
                        inputs.body(),
                        inputs.timeout()),
                setting);
        Expectation expected =
                Expectation.of(inputs.expect().status(), inputs.expect().json());
        ShellStep said = ShellStep.of(
                call.words() + "; expects " + HttpInShell.expected(expected),
                call.send("") + "\n" + HttpInShell.meets(expected, ""),
                call.needs());
        if (inputs.method().equals("DELETE")) {
            said = said.destroying("whatever " + call.words() + " deletes");
        }
        if (inputs.probe().isEmpty()) {
            return Optional.of(REPEATABLE.contains(inputs.method()) ? said.probing("return 1") : said);
        }
        Asked asked = inputs.probe().get();
        HttpInShell question = HttpInShell.of(
                new HttpCall(
                        inputs.target(), "GET", asked.path(), inputs.headers(), Optional.empty(), inputs.timeout()),
                setting);
        String meets = HttpInShell.meets(Expectation.of(List.of(), asked.json()), "");
        return Optional.of(
                said.probing(question.send(" || return 2") + "\n" + meets).verifying(question.send("") + "\n" + meets));
    }
}
