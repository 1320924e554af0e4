package dev.sternway.executor.check.service;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.base.Problem;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.Expectation;
import dev.sternway.executor.http.HttpAnswer;
import dev.sternway.executor.http.HttpCall;
import dev.sternway.executor.http.NotLetIn;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Something is created, read, changed and deleted; whatever goes wrong, it is not left behind. */
public final class CheckCrud implements Executor<CheckCrud.Inputs> {
    private static final Duration ONE_ANSWER = Duration.ofSeconds(10);
    private static final Set<Integer> GONE = Set.of(404, 410);

    /** The thing, and where it lives. */
    public record Inputs(
            @JsonPropertyDescription("Target with the base URL and the log-in.") @NotBlank
            String target,

            @JsonPropertyDescription("Path of the collection, to create with POST.") @NotBlank
            String path,

            @JsonPropertyDescription("Headers; a value secret:NAME is looked up.")
            Map<String, String> headers,

            @JsonPropertyDescription("What is created; a text secret:NAME is looked up.") @NotNull
            JsonNode create,

            @JsonPropertyDescription("JSON pointer of its id in the answer; /id when left out.")
            @Pattern(regexp = "/.*")
            String id,

            @JsonPropertyDescription("Values, by JSON pointer, that it has when it is read.")
            Map<@Pattern(regexp = "(/.*)?") String, JsonNode> read,

            @JsonPropertyDescription("What it is changed to; not changed when left out.")
            Optional<JsonNode> update,

            @JsonPropertyDescription("Method of the change; PUT when left out.") @Pattern(regexp = "PUT|PATCH|POST")
            String method,

            @JsonPropertyDescription("Values, by JSON pointer, that it has after the change.")
            Map<@Pattern(regexp = "(/.*)?") String, JsonNode> updated) {
        public Inputs {
            headers = headers == null ? Map.of() : Map.copyOf(headers);
            id = id == null ? "/id" : id;
            read = read == null ? Map.of() : Map.copyOf(read);
            update = update.filter(tree -> !tree.isNull());
            method = method == null ? "PUT" : method;
            updated = updated == null ? Map.of() : Map.copyOf(updated);
        }
    }

    @Override
    public String uses() {
        return "check/crud";
    }

    @Override
    public String summary() {
        return "Checks that something can be created, read, changed and deleted, and leaves nothing behind.";
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

    /** What a worker that died has created is deleted first. */
    @Override
    public Outcome run(Inputs inputs, StepContext context) throws InterruptedException, StepContext.LeaseLost {
        String note = "crud/" + context.key();
        try {
            Optional<String> left = context.keepsakes().find(note);
            if (left.isPresent()) {
                delete(inputs, left.get(), context);
                context.keepsakes().forget(note);
            }
            context.stillMine();
            HttpAnswer made = send(inputs, "POST", inputs.path(), Optional.of(inputs.create()), context);
            Optional<Problem> notLetIn =
                    NotLetIn.problem(call(inputs, "POST", inputs.path(), Optional.empty(), context), made, context);
            if (notLetIn.isPresent()) {
                return new Outcome.Failed(notLetIn.get(), false);
            }
            JsonNode id = made.json().at(JsonPointer.compile(inputs.id()));
            if (made.status() < 200 || made.status() > 299 || !id.isValueNode() || id.isNull()) {
                return failed(inputs, "creating", "answered " + made.status() + " without an id: " + made.start());
            }
            context.keepsakes().keep(note, id.asText());
            return cleaned(inputs, id.asText(), note, context);
        } catch (IOException silent) {
            context.stillMine();
            return failed(inputs, "a request", String.valueOf(silent.getMessage()));
        }
    }

    private static Outcome cleaned(Inputs inputs, String id, String note, StepContext context)
            throws IOException, InterruptedException, StepContext.LeaseLost {
        Optional<Outcome> wrong;
        Optional<Outcome> left = Optional.empty();
        try {
            wrong = readAndChanged(inputs, id, context);
        } finally {
            if (!context.work().abandoned()) {
                left = left(inputs, id, context);
                if (left.isEmpty()) {
                    context.keepsakes().forget(note);
                }
            }
        }
        return wrong.isPresent()
                ? wrong.get()
                : left.orElseGet(
                        () -> Outcome.done(Map.of("created, read, changed and deleted", inputs.path() + "/" + id)));
    }

    private static Optional<Outcome> readAndChanged(Inputs inputs, String id, StepContext context)
            throws IOException, InterruptedException, StepContext.LeaseLost {
        String path = inputs.path() + "/" + id;
        Optional<Outcome> read = meets(inputs, "reading", "GET", path, Optional.empty(), inputs.read(), context);
        context.stillMine();
        if (read.isPresent() || inputs.update().isEmpty()) {
            return read;
        }
        Optional<Outcome> changed =
                meets(inputs, "changing", inputs.method(), path, inputs.update(), Map.of(), context);
        return changed.isPresent()
                ? changed
                : meets(inputs, "reading what was changed", "GET", path, Optional.empty(), inputs.updated(), context);
    }

    private static Optional<Outcome> meets(
            Inputs inputs,
            String what,
            String method,
            String path,
            Optional<JsonNode> body,
            Map<String, JsonNode> json,
            StepContext context)
            throws IOException, InterruptedException {
        HttpAnswer answer = send(inputs, method, path, body, context);
        String unmet = String.join("; ", Expectation.of(List.of(), json).unmet(answer));
        if (unmet.isEmpty()) {
            return Optional.empty();
        }
        Optional<Outcome> notLetIn = NotLetIn.problem(call(inputs, method, path, body, context), answer, context)
                .map(problem -> new Outcome.Failed(problem, false));
        return notLetIn.or(() -> Optional.of(failed(inputs, what, unmet)));
    }

    /** Deletes it, and says what is left. */
    private static Optional<Outcome> left(Inputs inputs, String id, StepContext context) throws InterruptedException {
        String path = inputs.path() + "/" + id;
        String why;
        try {
            delete(inputs, id, context);
            int status = send(inputs, "GET", path, Optional.empty(), context).status();
            if (GONE.contains(status)) {
                return Optional.empty();
            }
            why = "GET answers " + status + " afterwards";
        } catch (IOException silent) {
            why = String.valueOf(silent.getMessage());
        }
        context.print(path + " is left behind: " + why);
        return Optional.of(failed(inputs, "deleting", path + " is left behind: " + why));
    }

    private static void delete(Inputs inputs, String id, StepContext context) throws IOException, InterruptedException {
        String path = inputs.path() + "/" + id;
        HttpAnswer answer = send(inputs, "DELETE", path, Optional.empty(), context);
        if (answer.status() > 299 && !GONE.contains(answer.status())) {
            throw new IOException("DELETE " + path + " is answered with " + answer.status());
        }
    }

    private static HttpAnswer send(
            Inputs inputs, String method, String path, Optional<JsonNode> body, StepContext context)
            throws IOException, InterruptedException {
        HttpCall call = call(inputs, method, path, body, context);
        try {
            return call.send(context);
        } catch (IOException silent) {
            throw new IOException(call.where(context) + " got no answer: " + silent.getMessage(), silent);
        }
    }

    private static HttpCall call(
            Inputs inputs, String method, String path, Optional<JsonNode> body, StepContext context) {
        return new HttpCall(
                inputs.target(),
                method,
                path,
                inputs.headers(),
                body.map(tree -> Secretive.filled(tree, context)),
                ONE_ANSWER);
    }

    private static Outcome failed(Inputs inputs, String what, String why) {
        return Outcome.failed(
                "SW-1152",
                "A round of writes does not work, " + what + ": " + why,
                inputs.target() + " " + inputs.path(),
                "Try it by hand, and look at the service's log");
    }
}
