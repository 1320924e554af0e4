package dev.sternway.run.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sternway.base.DurationText;
import dev.sternway.document.MessageTemplate;
import dev.sternway.plan.Activity;
import dev.sternway.plan.Phases;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Step;
import dev.sternway.run.Rollback;
import dev.sternway.run.Runs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Fills the words in the texts of messages; other inputs are left as the plan says them. */
@Component
public class Placeholders {
    /** People may pass messages on by hand as well. */
    private static final Set<Activity> MESSAGES = EnumSet.of(Activity.ANNOUNCE, Activity.TELL_EVERYONE);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm 'UTC'");

    private final ObjectMapper json;
    private final Clock clock;

    Placeholders(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    public JsonNode fill(Runs.Run run, Step step) {
        boolean message = step.uses().startsWith("notify/")
                || step.activity().filter(MESSAGES::contains).isPresent();
        if (!message || !step.with().isObject()) {
            return step.with();
        }
        Map<String, String> values = values(run);
        ObjectNode filled = json.createObjectNode();
        step.with().properties().forEach(field -> {
            JsonNode value = field.getValue();
            filled.set(
                    field.getKey(),
                    value.isTextual() ? TextNode.valueOf(MessageTemplate.fill(value.asText(), values)) : value);
        });
        return filled;
    }

    Map<String, String> values(Runs.Run run) {
        Plan plan = run.plan();
        Map<String, String> values = new TreeMap<>();
        values.put("feature", plan.metadata().feature().orElse(plan.metadata().title()));
        values.put("release", plan.metadata().release());
        values.put("plan", plan.metadata().id());
        values.put("environment", run.guard().environment());
        values.put("every", DurationText.format(plan.communication().during().every()));
        values.put("commander", MessageTemplate.commander(plan));
        Instant now = clock.instant();
        values.put("eta", DurationText.format(left(run, windows(plan.phases()), now)));
        values.put(
                "next",
                TIME.format(now.plus(plan.communication().during().every()).atZone(ZoneOffset.UTC)));
        values.put("progress", "it has just begun");
        run.rollback().ifPresent(rollback -> {
            values.put("reason", rollback.reason());
            values.put("rollback", rollback.id());
            values.put("incident", rollback.incident().orElse(rollback.id()));
            values.put("level", rollback.level().map(Enum::name).orElse("undecided"));
            values.put("outcome", words(rollback.state()));
        });
        return values;
    }

    /** To the minute, and never less than one. */
    private static Duration left(Runs.Run run, Duration whole, Instant now) {
        Duration gone = run.rollback()
                .flatMap(Rollback::firstActionAt)
                .map(start -> Duration.between(start, now))
                .orElse(Duration.ZERO);
        long minutes = whole.minus(gone).plusSeconds(59).toMinutes();
        return Duration.ofMinutes(Math.max(1, minutes));
    }

    private static java.time.Duration windows(Phases phases) {
        return phases.preservation()
                .within()
                .plus(phases.data().within())
                .plus(phases.restoration().within());
    }

    private static String words(Rollback.State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
