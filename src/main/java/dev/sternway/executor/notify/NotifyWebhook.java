package dev.sternway.executor.notify;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.HttpCall;
import dev.sternway.executor.http.HttpInShell;
import dev.sternway.plan.shell.Shell;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.NotBlank;
import java.util.Map;
import java.util.Optional;

/** A message to a chat or a status page, in the form that Slack made common. */
public final class NotifyWebhook implements Executor<NotifyWebhook.Inputs> {
    private static final int LONGEST = 40_000;

    /** Where and what. */
    public record Inputs(
            @JsonPropertyDescription("Target with the webhook's URL and, if it wants one, its token.") @NotBlank
            String target,

            @JsonPropertyDescription("Path after the target's URL; / when left out.")
            String path,

            @JsonPropertyDescription("The message, with the words of messages filled in, for example ${incident}.")
            @NotBlank
            String text) {
        public Inputs {
            path = path == null ? "/" : path;
        }
    }

    @Override
    public String uses() {
        return "notify/webhook";
    }

    @Override
    public String summary() {
        return "Posts a message to a chat or status page, in Slack's form.";
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

    /** Saying it twice is better than stopping a rollback for it; the receiver can tell by the key. */
    @Override
    public Probe probe(Inputs inputs, StepContext context) {
        return Probe.needed();
    }

    @Override
    public Outcome run(Inputs inputs, StepContext context) throws InterruptedException {
        var body = JsonNodeFactory.instance.objectNode().put("text", Shortened.to(LONGEST, inputs.text()));
        return Posting.post(inputs.target(), inputs.path(), body).send(context);
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        HttpInShell call = HttpInShell.of(
                        new HttpCall(
                                inputs.target(), "POST", inputs.path(), Map.of(), Optional.empty(), Posting.TIMEOUT),
                        setting)
                .sending("printf '{\"text\": %s}\\n' \"$(json_text " + Shell.message(inputs.text()) + ")\"");
        return Optional.of(ShellStep.of(
                        call.words() + " with the message: " + inputs.text(),
                        call.send("") + "\nstatus_is 2xx",
                        call.needs())
                .probing("return 1"));
    }
}
