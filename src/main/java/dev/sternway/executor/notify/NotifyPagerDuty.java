package dev.sternway.executor.notify;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.executor.http.Api;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.NotBlank;
import java.util.Locale;
import java.util.Optional;

/** An event of PagerDuty's Events API v2; the target's token is the routing key. */
public final class NotifyPagerDuty implements Executor<NotifyPagerDuty.Inputs> {
    private static final int LONGEST_KEY = 255;
    private static final int LONGEST_SUMMARY = 1024;
    /** In bytes; an event may have 512 KB. */
    private static final int LONGEST_TEXT = 500_000;

    /** Where and what. */
    public record Inputs(
            @JsonPropertyDescription("Target with url https://events.pagerduty.com and the routing key as token.")
            @NotBlank
            String target,

            @JsonPropertyDescription("Events of one incident share it, for example ${incident}.") @NotBlank
            String incident,

            @JsonPropertyDescription("trigger, acknowledge or resolve; trigger when left out.")
            Action action,

            @JsonPropertyDescription("critical, error, warning or info; critical when left out.")
            Severity severity,

            @JsonPropertyDescription("The summary, cut after 1024 characters; the whole text is among the details.")
            @NotBlank
            String text) {
        public Inputs {
            action = action == null ? Action.TRIGGER : action;
            severity = severity == null ? Severity.CRITICAL : severity;
        }
    }

    /** What happens to the incident. */
    public enum Action {
        @JsonProperty("trigger")
        TRIGGER,
        @JsonProperty("acknowledge")
        ACKNOWLEDGE,
        @JsonProperty("resolve")
        RESOLVE
    }

    /** How bad it is. */
    public enum Severity {
        @JsonProperty("critical")
        CRITICAL,
        @JsonProperty("error")
        ERROR,
        @JsonProperty("warning")
        WARNING,
        @JsonProperty("info")
        INFO
    }

    @Override
    public String uses() {
        return "notify/pagerduty";
    }

    @Override
    public String summary() {
        return "Sends an event to PagerDuty (Events API v2): pages, acknowledges or resolves.";
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
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("routing_key", Api.token(context, inputs.target()));
        event.put("event_action", inputs.action().name().toLowerCase(Locale.ROOT));
        event.put("dedup_key", Shortened.to(LONGEST_KEY, "sternway-" + inputs.incident()));
        event.putObject("payload")
                .put("summary", Shortened.to(LONGEST_SUMMARY, inputs.text()))
                .put("source", "sternway")
                .put("severity", inputs.severity().name().toLowerCase(Locale.ROOT))
                .putObject("custom_details")
                .put("text", Shortened.toBytes(LONGEST_TEXT, inputs.text()));
        return Posting.post(inputs.target(), "/v2/enqueue", event).send(context);
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return Posting.byHand("PagerDuty", inputs.text());
    }
}
