package dev.sternway.plan.steps;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Plan.Channel;
import dev.sternway.plan.Plan.Message;
import dev.sternway.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Messages of the plan as steps: one per message, through the channel's executor. */
public final class MessageSteps {
    private static final String MAIL = "notify/email";
    /** Somebody passes the text on by hand. */
    private static final String PEOPLE = "manual/instruction";

    private final Plan plan;
    private final ObjectMapper json;

    public MessageSteps(Plan plan, ObjectMapper json) {
        this.plan = plan;
        this.json = json;
    }

    List<Step> announcing() {
        return of(Activity.ANNOUNCE, plan.communication().during().messages());
    }

    List<Step> closing() {
        List<Step> steps =
                new ArrayList<>(of(Activity.TELL_EVERYONE, plan.communication().after()));
        List<String> invited = plan.afterwards().postMortem().invite();
        if (!invited.isEmpty()) {
            plan.communication().channels().stream()
                    .filter(channel -> channel.uses().equals(MAIL))
                    .findFirst()
                    .ifPresent(channel -> steps.add(invitation(channel, invited)));
        }
        return steps;
    }

    private Step invitation(Channel channel, List<String> invited) {
        ObjectNode with = json.valueToTree(channel.with());
        invited.forEach(with.putArray("to")::add);
        with.put("subject", "Post-mortem of ${incident}: ${feature}");
        with.put("text", "You are invited to the blameless post-mortem of ${incident}. The invitation is attached.");
        with.putArray("attach").add("post-mortem.ics");
        return Step.of(Activity.TELL_EVERYONE, "Invite to the post-mortem", channel.uses(), with, Optional.empty());
    }

    public List<Step> of(Activity activity, List<Message> messages) {
        List<Step> steps = new ArrayList<>();
        for (Message message : messages) {
            Channel channel = channel(message.channel());
            ObjectNode with = json.valueToTree(channel.with());
            if (channel.uses().equals(PEOPLE)) {
                with.put("instruction", with.path("instruction").asText() + "\n\n" + message.text());
            } else {
                with.put("text", message.text());
            }
            if (channel.uses().equals(MAIL) && !with.has("subject")) {
                with.put("subject", "[${incident}] ${feature}: ${outcome}");
            }
            String name = "Tell " + message.audience().orElse(channel.id()) + " through " + channel.id();
            steps.add(Step.of(activity, name, channel.uses(), with, Optional.empty()));
        }
        return steps;
    }

    private Channel channel(String id) {
        return plan.communication().channels().stream()
                .filter(channel -> channel.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no channel " + id + "; lint finds this"));
    }
}
