package dev.sternway.executor.check.service;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.Expectation;
import dev.sternway.executor.http.HttpAnswer;
import dev.sternway.executor.http.HttpCall;
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
            JsonNode id = made.json().at(JsonPointer.compile(inputs.id()));
            if (made.status() < 200 || made.status() > 299 || !id.isValueNode() || id.isNull()) {
                return failed(inputs, "creating", "answered " + made.status() + " without an id: " + made.start());
            }
            context.keepsakes().keep(note, id.asText());
            return cleaned(inputs, id.asText(), note, context);
        } catch (IOException silent) {
            return failed(inputs, "a request", "got no answer: " + silent.getMessage());
        }
    }

    private static Outcome cleaned(Inputs inputs, String id, String note, StepContext context)
            throws IOException, InterruptedException, StepContext.LeaseLost {
        Optional<Outcome> wrong;
        boolean deleted = false;
        try {
            wrong = readAndChanged(inputs, id, context);
        } finally {
            if (!context.work().abandoned()) {
                deleted = deleted(inputs, id, context);
                if (deleted) {
                    context.keepsakes().forget(note);
                }
            }
        }
        if (wrong.isPresent()) {
            return wrong.get();
        }
        if (!deleted) {
            return failed(inputs, "deleting", id + " is still there");
        }
        return Outcome.done(Map.of("created, read, changed and deleted", inputs.path() + "/" + id));
    }

    private static Optional<Outcome> readAndChanged(Inputs inputs, String id, StepContext context)
            throws IOException, InterruptedException, StepContext.LeaseLost {
        String path = inputs.path() + "/" + id;
        String read = unmet(send(inputs, "GET", path, Optional.empty(), context), inputs.read());
        if (!read.isEmpty()) {
            return Optional.of(failed(inputs, "reading", read));
        }
        context.stillMine();
        if (inputs.update().isEmpty()) {
            return Optional.empty();
        }
        String changed = unmet(send(inputs, inputs.method(), path, inputs.update(), context), Map.of());
        if (!changed.isEmpty()) {
            return Optional.of(failed(inputs, "changing", changed));
        }
        String again = unmet(send(inputs, "GET", path, Optional.empty(), context), inputs.updated());
        return again.isEmpty() ? Optional.empty() : Optional.of(failed(inputs, "reading what was changed", again));
    }

    private static boolean deleted(Inputs inputs, String id, StepContext context) throws InterruptedException {
        try {
            delete(inputs, id, context);
            return GONE.contains(send(inputs, "GET", inputs.path() + "/" + id, Optional.empty(), context)
                    .status());
        } catch (IOException silent) {
            context.print(inputs.path() + "/" + id + " could not be deleted: " + silent.getMessage());
            return false;
        }
    }

    private static void delete(Inputs inputs, String id, StepContext context) throws IOException, InterruptedException {
        HttpAnswer answer = send(inputs, "DELETE", inputs.path() + "/" + id, Optional.empty(), context);
        if (answer.status() > 299 && !GONE.contains(answer.status())) {
            throw new IOException("DELETE " + inputs.path() + "/" + id + " is answered with " + answer.status());
        }
    }

    private static HttpAnswer send(
            Inputs inputs, String method, String path, Optional<JsonNode> body, StepContext context)
            throws IOException, InterruptedException {
        return new HttpCall(
                        inputs.target(),
                        method,
                        path,
                        inputs.headers(),
                        body.map(tree -> Secretive.filled(tree, context)),
                        ONE_ANSWER)
                .send(context);
    }

    private static String unmet(HttpAnswer answer, Map<String, JsonNode> json) {
        return String.join("; ", Expectation.of(List.of(), json).unmet(answer));
    }

    private static Outcome failed(Inputs inputs, String what, String why) {
        return Outcome.failed(
                "SW-1152",
                "A round of writes does not work, " + what + ": " + why,
                inputs.path(),
                "Try it by hand, and look at the service's log");
    }
}
