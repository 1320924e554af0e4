package dev.sternway.executor.notify;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.base.Problem;
import dev.sternway.executor.Executor;
import dev.sternway.executor.Outcome;
import dev.sternway.executor.Probe;
import dev.sternway.executor.StepContext;
import dev.sternway.plan.shell.ShellSetting;
import dev.sternway.plan.shell.ShellStep;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An incident's own channel in Slack: the first message makes it, later ones go there too. */
public final class NotifySlackChannel implements Executor<NotifySlackChannel.Inputs> {
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST = 40_000;
    private static final Set<String> LATER =
            Set.of("ratelimited", "internal_error", "fatal_error", "service_unavailable", "request_timeout");

    /** Where and what. */
    public record Inputs(
            @JsonPropertyDescription(
                    "Target with url https://slack.com and a bot's token with channels:manage and chat:write.")
            @NotBlank
            String target,

            @JsonPropertyDescription("Whose channel it is, and its name in small letters, for example ${incident}.")
            @NotBlank
            String incident,

            @JsonPropertyDescription("Ids of the people to invite, for example U012AB3CD.")
            List<@NotBlank String> invite,

            @JsonPropertyDescription("The message.") @NotBlank
            String text) {
        public Inputs {
            invite = invite == null ? List.of() : List.copyOf(invite);
        }

        String name() {
            String plain = incident.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "-");
            return plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
        }
    }

    @Override
    public String uses() {
        return "notify/slack-channel";
    }

    @Override
    public String summary() {
        return "Opens a channel of the incident's own in Slack, invites people to it, and posts there.";
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

    /** After a crash between making and noting it the channel is known by its name. */
    @Override
    public Outcome run(Inputs inputs, StepContext context) throws InterruptedException {
        String kept = "slack-channel/" + inputs.name();
        Optional<String> channel = context.keepsakes().find(kept);
        if (channel.isEmpty()) {
            Answer made = ask(inputs, context, "conversations.create", object().put("name", inputs.name()));
            boolean there = made.error().equals("name_taken");
            if (!made.ok() && !there) {
                return made.outcome();
            }
            String id = there
                    ? "#" + inputs.name()
                    : made.body().path("channel").path("id").asText();
            context.keepsakes().keep(kept, id);
            channel = Optional.of(id);
            if (!there && !inputs.invite().isEmpty()) {
                Answer invited = ask(
                        inputs,
                        context,
                        "conversations.invite",
                        object().put("channel", id).put("users", String.join(",", inputs.invite())));
                context.print(invited.ok() ? "invited " + inputs.invite() : "not invited: " + invited.outcome());
            }
        }
        ObjectNode message = object().put("channel", channel.get()).put("text", Shortened.to(LONGEST, inputs.text()));
        Answer said = ask(inputs, context, "chat.postMessage", message);
        return said.ok() ? Outcome.done(Map.of("channel", inputs.name(), "id", channel.get())) : said.outcome();
    }

    /** Slack answers 200 with its own ok or error. */
    private record Answer(Outcome outcome, JsonNode body) {
        boolean ok() {
            return outcome instanceof Outcome.Done;
        }

        String error() {
            return body.path("error").asText();
        }
    }

    private static Answer ask(Inputs inputs, StepContext context, String method, ObjectNode body)
            throws InterruptedException {
        JsonNode[] answer = {MissingNode.getInstance()};
        Outcome sent = Posting.post(inputs.target(), "/api/" + method, body).send(context, got -> {
            answer[0] = got;
            return Map.of();
        });
        JsonNode said = answer[0];
        if (!(sent instanceof Outcome.Done) || said.path("ok").asBoolean()) {
            return new Answer(sent, said);
        }
        String error = said.path("error").asText("no answer in its form");
        Problem problem = new Problem(
                "SW-0654",
                "Slack refused " + method + ": " + error,
                inputs.target(),
                "Check the bot's token and its scopes, channels:manage and chat:write");
        return new Answer(new Outcome.Failed(problem, LATER.contains(error)), said);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return Posting.byHand("Slack", inputs.text());
    }
}
