package dev.sternway.executor.notify;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.NotBlank;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An incident of Statuspage, which the first message opens and later ones update; the target's token is the API key. */
public final class NotifyStatuspage implements Executor<NotifyStatuspage.Inputs> {
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_BODY = 25_000;

    /** Where and what. */
    public record Inputs(
            @JsonPropertyDescription("Target with url https://api.statuspage.io and the API key as token.") @NotBlank
            String target,

            @JsonPropertyDescription("Id of the page.") @NotBlank
            String page,

            @JsonPropertyDescription("Whose incident it is, for example ${incident}; it is remembered.") @NotBlank
            String incident,

            @JsonPropertyDescription("Title for users, used when the incident is opened.") @NotBlank
            String title,

            @JsonPropertyDescription("investigating, identified, monitoring or resolved; identified when left out.")
            Status status,

            @JsonPropertyDescription("The update for users.") @NotBlank
            String text) {
        public Inputs {
            status = status == null ? Status.IDENTIFIED : status;
        }
    }

    /** Where the incident stands. */
    public enum Status {
        @JsonProperty("investigating")
        INVESTIGATING,
        @JsonProperty("identified")
        IDENTIFIED,
        @JsonProperty("monitoring")
        MONITORING,
        @JsonProperty("resolved")
        RESOLVED
    }

    @Override
    public String uses() {
        return "notify/statuspage";
    }

    @Override
    public String summary() {
        return "Opens an incident on Statuspage, and updates or resolves the same one later.";
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
    public String natureElse() {
        return Posting.AFTER_CRASH;
    }

    /** Saying it twice is better than stopping a rollback for it. */
    @Override
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws InterruptedException {
        String kept = "statuspage/" + inputs.page() + "/" + inputs.incident();
        Optional<String> open = context.keepsakes().find(kept);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode incident = body.putObject("incident")
                .put("status", inputs.status().name().toLowerCase(Locale.ROOT))
                .put("body", Shortened.to(LONGEST_BODY, inputs.text()));
        String path = "/v1/pages/" + inputs.page() + "/incidents";
        if (open.isEmpty()) {
            incident.put("name", Shortened.to(LONGEST_NAME, inputs.title()));
        }
        Posting posting = new Posting(
                        inputs.target(),
                        open.isEmpty() ? "POST" : "PATCH",
                        path + open.map(id -> "/" + id).orElse(""),
                        Map.of(),
                        body)
                .as("OAuth", context);
        return posting.send(context, answer -> {
            String id = answer.path("id").asText("");
            if (!id.isEmpty()) {
                context.keepsakes().keep(kept, id);
            }
            return Map.of("incident", id);
        });
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return Posting.byHand("Statuspage", inputs.text());
    }
}
