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
import java.util.Optional;

/** A message to Microsoft Teams, as an Adaptive Card that its workflow webhooks take. */
public final class NotifyTeams implements Executor<NotifyTeams.Inputs> {
    /** Of the text in UTF-8, in bytes. Teams takes 28 KB; some of its ways count two bytes for each letter. */
    private static final int LONGEST = 12_000;

    /** Where and what. */
    public record Inputs(
            @JsonPropertyDescription("Target with the workflow's url.") @NotBlank
            String target,

            @JsonPropertyDescription("Path after the target's url, with its query; / when left out.")
            String path,

            @JsonPropertyDescription("The message; cut so that the card stays below 28 KB.") @NotBlank
            String text) {
        public Inputs {
            path = path == null ? "/" : path;
        }
    }

    @Override
    public String uses() {
        return "notify/teams";
    }

    @Override
    public String summary() {
        return "Posts a message to Microsoft Teams as an Adaptive Card.";
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
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("type", "message");
        ObjectNode card = message.putArray("attachments")
                .addObject()
                .put("contentType", "application/vnd.microsoft.card.adaptive")
                .putObject("content");
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard").put("version", "1.4");
        card.putArray("body")
                .addObject()
                .put("type", "TextBlock")
                .put("wrap", true)
                .put("text", Shortened.toBytes(LONGEST, inputs.text()));
        return Posting.post(inputs.target(), inputs.path(), message).send(context);
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return Posting.byHand("Teams", inputs.text());
    }
}
