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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** An incident's own channel in Mattermost: the first message makes it, later ones go there too. */
public final class NotifyMattermostChannel implements Executor<NotifyMattermostChannel.Inputs> {
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST = 16_383;
    private static final String ID = "[a-z0-9]{26}";

    /** Where and what. */
    public record Inputs(
            @JsonPropertyDescription("Target with Mattermost's url and a bot's token; the bot belongs to the team.")
            @NotBlank
            String target,

            @JsonPropertyDescription("Id of the team, 26 small letters and digits.") @NotBlank @Pattern(regexp = ID)
            String team,

            @JsonPropertyDescription("Whose channel it is, and its name in small letters, for example ${incident}.")
            @NotBlank
            String incident,

            @JsonPropertyDescription("Ids of the people to invite.")
            List<@NotBlank @Pattern(regexp = ID) String> invite,

            @JsonPropertyDescription("The message; cut after 16383 characters.") @NotBlank
            String text) {
        public Inputs {
            invite = invite == null ? List.of() : List.copyOf(invite);
        }

        String name() {
            String plain = incident.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "-");
            String cut = plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
            return cut.replaceAll("^[-_]+|[-_]+$", "");
        }
    }

    @Override
    public String uses() {
        return "notify/mattermost-channel";
    }

    @Override
    public String summary() {
        return "Opens a channel of the incident's own in Mattermost, invites people to it, and posts there.";
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

    /** After a crash between making and noting it the channel is found by its name. */
    @Override
    public Outcome run(Inputs inputs, StepContext context) throws InterruptedException {
        String kept = "mattermost-channel/" + inputs.team() + "/" + inputs.name();
        Optional<String> channel = context.keepsakes().find(kept);
        if (channel.isEmpty()) {
            ObjectNode wanted = object().put("team_id", inputs.team())
                    .put("name", inputs.name())
                    .put("display_name", Shortened.to(LONGEST_NAME, inputs.incident()))
                    .put("type", "O");
            Outcome made = Posting.post(inputs.target(), "/api/v4/channels", wanted)
                    .send(
                            context,
                            answer -> noted(context, kept, answer.path("id").asText()));
            boolean mine = made instanceof Outcome.Done;
            if (made instanceof Outcome.Failed refused && !refused.retryable()) {
                String path = "/api/v4/teams/" + inputs.team() + "/channels/name/" + inputs.name();
                Posting.get(inputs.target(), path)
                        .send(
                                context,
                                answer -> noted(context, kept, answer.path("id").asText()));
            }
            channel = context.keepsakes().find(kept);
            if (channel.isEmpty()) {
                return made;
            }
            if (mine) {
                invite(inputs, context, channel.get());
            }
        }
        ObjectNode post =
                object().put("channel_id", channel.get()).put("message", Shortened.to(LONGEST, inputs.text()));
        String id = channel.get();
        return Posting.post(inputs.target(), "/api/v4/posts", post)
                .send(context, answer -> Map.of("channel", inputs.name(), "id", id));
    }

    private static Map<String, String> noted(StepContext context, String kept, String id) {
        if (!id.isBlank()) {
            context.keepsakes().keep(kept, id);
        }
        return Map.of();
    }

    private static void invite(Inputs inputs, StepContext context, String channel) throws InterruptedException {
        for (String person : inputs.invite()) {
            Outcome invited = Posting.post(
                            inputs.target(),
                            "/api/v4/channels/" + channel + "/members",
                            object().put("user_id", person))
                    .send(context);
            context.print(
                    invited instanceof Outcome.Done ? "invited " + person : "not invited: " + person + ": " + invited);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public Optional<ShellStep> inShell(Inputs inputs, ShellSetting setting) {
        return Posting.byHand("Mattermost", inputs.text());
    }
}
