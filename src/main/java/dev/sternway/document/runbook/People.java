package dev.sternway.document.runbook;

import dev.sternway.base.DurationText;
import dev.sternway.document.MessageTemplate;
import dev.sternway.plan.Decision;
import dev.sternway.plan.Level;
import dev.sternway.plan.Phase;
import dev.sternway.plan.Phases;
import dev.sternway.plan.Plan;
import dev.sternway.plan.Plan.Contact;
import dev.sternway.plan.shell.Needs;
import dev.sternway.plan.shell.ShellStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What people do in a rollback besides the plan's steps, and how they are reached. */
final class People {
    private final Plan plan;
    private final Level level;

    People(Plan plan, Level level) {
        this.plan = plan;
        this.level = level;
    }

    Duration within(Phase phase) {
        Phases phases = plan.phases();
        return switch (phase) {
            case PRESERVATION -> phases.preservation().within();
            case DATA -> phases.data().within();
            case RESTORATION -> phases.restoration().within();
            default -> phases.validation().within();
        };
    }

    /** Whom to call when a phase is overrun. */
    String next(Phase phase) {
        List<String> asked = plan.phases().escalate(phase);
        List<String> roles = asked.isEmpty() ? plan.decision().escalate() : asked;
        return roles.isEmpty()
                ? person(plan.decision().by())
                : String.join(", then ", roles.stream().map(this::person).toList());
    }

    /** One line a contact: role, name, ways. */
    List<String> contacts() {
        return plan.contacts().isEmpty()
                ? List.of("the plan names nobody")
                : plan.contacts().stream().map(People::line).toList();
    }

    ShellStep decide() {
        Decision decision = plan.decision();
        List<String> lines = new ArrayList<>();
        String escalation = String.join(
                ", then ", decision.escalate().stream().map(this::person).toList());
        lines.add(person(decision.by()) + " decides."
                + (escalation.isEmpty()
                        ? ""
                        : " No answer within " + DurationText.format(decision.within()) + ": ask " + escalation + "."));
        if (level == Level.L3) {
            lines.add("Level 3 takes the backup. Somebody else must approve it: " + person(decision.leadershipRole())
                    + ".");
        }
        decision.matrix().stream()
                .filter(row -> row.action() == level)
                .forEach(row -> lines.add("This level is for: " + row.situation()));
        lines.addAll(decision.checklist());
        return asking(lines, "noted decided-by 'Who decided? Type the name:'");
    }

    ShellStep declare() {
        List<String> lines = new ArrayList<>(List.of("Open a channel for the incident, name a commander, call:"));
        lines.addAll(contacts());
        return asking(
                lines,
                "noted incident 'Under which name do people talk about the incident? Type it:'\n"
                        + "noted reason 'Why is the release rolled back? Messages will say it; a few words:'");
    }

    ShellStep watch() {
        return ShellStep.instruction("watch the service for "
                + DurationText.format(plan.phases().validation().monitor())
                + ": errors, response times, log; then go on");
    }

    ShellStep confirm() {
        List<String> criteria = plan.successCriteria().isEmpty()
                ? List.of("The service is as it was before the release")
                : plan.successCriteria();
        return ShellStep.instruction("look whether all of this is so:\n" + String.join("\n", criteria));
    }

    ShellStep close() {
        List<String> lines = new ArrayList<>();
        lines.add("Write the incident report while it is fresh; the log has every step with its time.");
        lines.add("Book the blameless post-mortem within "
                + DurationText.format(plan.afterwards().postMortem().within())
                + (plan.afterwards().postMortem().invite().isEmpty()
                        ? ""
                        : ", with "
                                + String.join(
                                        ", ", plan.afterwards().postMortem().invite())));
        plan.afterwards()
                .followUps()
                .forEach(work -> lines.add("Follow up: " + work.title()
                        + work.owner().map(owner -> " (" + owner + ")").orElse("")));
        return ShellStep.instruction(String.join("\n", lines));
    }

    /** The words of messages; those that only the run knows stand for themselves. */
    Map<String, String> words(Optional<String> environment) {
        Map<String, String> words = new TreeMap<>();
        words.put("feature", plan.metadata().feature().orElse(plan.metadata().title()));
        words.put("release", plan.metadata().release());
        words.put("plan", plan.metadata().id());
        words.put("environment", environment.orElse("this environment"));
        words.put("every", DurationText.format(plan.communication().during().every()));
        words.put(
                "eta",
                DurationText.format(
                        within(Phase.PRESERVATION).plus(within(Phase.DATA)).plus(within(Phase.RESTORATION))));
        words.put("level", level.name());
        words.put("commander", MessageTemplate.commander(plan));
        for (String word : List.of("incident", "reason", "outcome", "rollback", "next", "progress")) {
            words.put(word, "${" + word + "}");
        }
        return words;
    }

    private static ShellStep asking(List<String> lines, String questions) {
        return ShellStep.of(String.join("\n", lines), questions, Needs.NOTHING)
                .probing("return 1")
                .asks();
    }

    private String person(String role) {
        List<String> names = plan.roles().getOrDefault(role, List.of());
        return role + (names.isEmpty() ? "" : " (" + String.join(", ", names) + ")");
    }

    private static String line(Contact contact) {
        List<String> ways = new ArrayList<>();
        contact.phone().ifPresent(ways::add);
        contact.chat().ifPresent(ways::add);
        contact.email().ifPresent(ways::add);
        return contact.role() + ": " + contact.name() + (ways.isEmpty() ? "" : ", " + String.join(", ", ways))
                + contact.note().map(note -> " (" + note + ")").orElse("");
    }
}
