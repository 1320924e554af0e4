package dev.sternway.executor.notify;

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
import jakarta.validation.constraints.Pattern;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** An alert of Opsgenie; the target's token is the API key. */
public final class NotifyOpsgenie implements Executor<NotifyOpsgenie.Inputs> {
    private static final int LONGEST_ALIAS = 512;
    private static final int LONGEST_MESSAGE = 130;
    private static final int LONGEST_TEXT = 15_000;

    /** Where and what. */
    public record Inputs(
            @JsonPropertyDescription("Target with url https://api.opsgenie.com and the API key as token.") @NotBlank
            String target,

            @JsonPropertyDescription("The alert's alias, for example ${incident}.") @NotBlank
            String incident,

            @JsonPropertyDescription("true closes the alert.")
            boolean close,

            @JsonPropertyDescription("P1 to P5; P1 when left out.") @Pattern(regexp = "P[1-5]")
            String priority,

            @JsonPropertyDescription("The message; what is beyond 130 characters goes into the description.") @NotBlank
            String text) {
        public Inputs {
            priority = priority == null ? "P1" : priority;
        }
    }

    @Override
    public String uses() {
        return "notify/opsgenie";
    }

    @Override
    public String summary() {
        return "Opens or closes an alert of Opsgenie.";
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
        String alias = Shortened.to(LONGEST_ALIAS, "sternway-" + inputs.incident());
        ObjectNode alert = JsonNodeFactory.instance.objectNode().put("source", "sternway");
        if (inputs.close()) {
            alert.put("note", Shortened.to(LONGEST_TEXT, inputs.text()));
            String path =
                    "/v2/alerts/" + URLEncoder.encode(alias, StandardCharsets.UTF_8) + "/close?identifierType=alias";
            return Posting.post(inputs.target(), path, alert)
                    .as("GenieKey", context)
                    .send(context);
        }
        alert.put("message", Shortened.to(LONGEST_MESSAGE, inputs.text()));
        alert.put("alias", alias);
        alert.put("description", Shortened.to(LONGEST_TEXT, inputs.text()));
        alert.put("priority", inputs.priority());
        return Posting.post(inputs.target(), "/v2/alerts", alert)
                .as("GenieKey", context)
                .send(context);
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return Posting.byHand("Opsgenie", inputs.text());
    }
}
