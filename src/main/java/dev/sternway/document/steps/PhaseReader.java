package dev.sternway.document.steps;

import dev.sternway.document.draft.Draft;
import dev.sternway.document.draft.Fill;
import dev.sternway.document.draft.Pairs;
import dev.sternway.document.draft.Roles;
import dev.sternway.document.draft.Vocabulary;
import dev.sternway.document.outline.Block;
import dev.sternway.document.outline.Phrase;
import dev.sternway.document.outline.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One phase, or what is done before the release. */
public final class PhaseReader {
    private static final String BEFORE = "SAFEGUARDS";
    private static final Vocabulary KEYS = Vocabulary.of(
            "within", "(time )?window|timeline|time ?frame|time limit",
            "monitor", "monitor for|monitoring( period| window| time)?|observe for",
            "escalate", "when it is overrun|if (it is )?overrun|overrun|escalation|escalate( to)?|on overrun",
            "parallel", "at once",
            "stable-stop", "stable stop",
            "process", "process");
    private static final Vocabulary SAFEGUARDS = Vocabulary.of(
            "database", "backup of|database",
            "keep", "kept as",
            "verify", "verified by",
            "valid", "counts as fresh for|valid for|maximum age",
            "archive", "log archived in",
            "restore-command", "log fetched by",
            "stanza", "stanza of pgbackrest",
            "config", "configuration of pgbackrest",
            "restore-point", "restore point",
            "maintenance-window", "(maintenance|release|low-traffic|deployment) window",
            "rehearse", "rehearsed?|rehearsal( done)?");
    private static final Pattern ASIDE =
            Pattern.compile("(?:\\(([^()]{2,60})\\)|[:–—-]\\s*(t\\+.{3,40}))\\s*$", Pattern.CASE_INSENSITIVE);
    private static final Pattern SHIFT =
            Pattern.compile("(?i)^\\W*(t\\+[\\d.]+\\s?[a-z]*\\s?(?:-|–|—|to|until)\\s?t\\+[\\d.]+\\s?[a-z]*)\\b.*");
    private static final Pattern ESCALATE = Pattern.compile(
            "(?i)(?:.*\\b(?:escalates?|call|page|goes)(?: to)? )?(?:the )?([A-Za-z][\\w ./&-]{1,40}?)\\.?");

    private PhaseReader() {}

    /** @param name of the topic: SAFEGUARDS, PRESERVATION, DATA, RESTORATION or VALIDATION */
    public static void read(Section section, String name, Draft draft) {
        List<Block> blocks = section.blocks();
        int fields = 0;
        while (fields < blocks.size() && !(blocks.get(fields) instanceof Block.Code)) {
            fields++;
        }
        List<Block> open = new ArrayList<>();
        if (name.equals(BEFORE)) {
            open.addAll(Pairs.take(
                    blocks.subList(0, fields), SAFEGUARDS, draft, (field, value) -> safeguard(field, value, draft)));
        } else {
            Fill phase = draft.fill("phases", name.toLowerCase(Locale.ROOT));
            window(section.heading(), phase);
            open.addAll(Pairs.take(
                    blocks.subList(0, fields), KEYS, draft, (field, value) -> take(field, value, phase, draft)));
        }
        open.addAll(blocks.subList(fields, blocks.size()));
        StepReader steps = new StepReader(list(name, section.heading(), draft), draft);
        if (name.equals(BEFORE)) {
            measures(open, Optional.empty(), steps, draft);
        } else {
            steps.read(open, Optional.empty());
        }
    }

    /** A heading below a phase. */
    public static void steps(Section section, String name, Draft draft) {
        StepReader steps = new StepReader(list(name, section.heading(), draft), draft);
        if (name.equals(BEFORE) && !StepReader.isStep(section)) {
            measures(section.blocks(), steps.group(section.heading()), steps, draft);
            section.children().forEach(child -> steps(child, name, draft));
        } else {
            steps.section(section);
        }
    }

    /** Steps of no phase in particular: the way back. */
    public static void anywhere(Section section, Draft draft) {
        new StepReader(list("RESTORATION", section.heading(), draft), draft).read(section.blocks(), Optional.empty());
    }

    /** A command that is to be run at once, before the phases: it goes with the first of them. */
    public static void item(Block.Item item, Draft draft) {
        new StepReader(list("PRESERVATION", new Phrase("", false, item.at()), draft), draft)
                .item(item, Optional.empty(), new StepNotes(draft));
    }

    /** Before the release a list without commands is what must have been done. */
    private static void measures(List<Block> blocks, Optional<Phrase> group, StepReader steps, Draft draft) {
        List<Block> commands = new ArrayList<>();
        for (Block block : blocks) {
            boolean list = block instanceof Block.Items items
                    && items.items().stream()
                            .allMatch(item -> item.rest().stream().noneMatch(Block.Code.class::isInstance));
            if (list) {
                ((Block.Items) block).items().forEach(item -> measure(item, draft));
            } else {
                commands.add(block);
            }
        }
        steps.read(commands, group);
    }

    private static void measure(Block.Item item, Draft draft) {
        item.head()
                .map(Block.Prose::text)
                .filter(text -> !text.text().isBlank())
                .ifPresent(text -> {
                    Fill measure = draft.add("prevention");
                    measure.text("measure", text);
                    measure.node().put("done", item.ticked().orElse(false));
                    draft.understand(text.at(), "x");
                });
        for (Block below : item.rest()) {
            if (below instanceof Block.Items nested) {
                nested.items().forEach(each -> measure(each, draft));
            }
        }
    }

    private static StepList list(String name, Phrase heading, Draft draft) {
        return switch (name) {
            case BEFORE -> StepList.of("scripts/before", "safeguards", "record");
            case "PRESERVATION" -> StepList.of("scripts/preservation", "phases", "preservation", "steps");
            case "RESTORATION" -> StepList.of("scripts/restoration", "phases", "restoration", "steps");
            case "VALIDATION" ->
                new StepList(
                        List.of("phases", "validation", "checks"),
                        Optional.empty(),
                        "scripts/validation",
                        true,
                        Optional.empty());
            default -> {
                boolean afterwards = !draft.rendering()
                        && (draft.object("phases", "data").has("level-1")
                                || heading.text().toLowerCase(Locale.ROOT).matches(".*\\b(verif|validat|check).*"));
                yield new StepList(
                        List.of("phases", "data", "steps"),
                        afterwards ? Optional.of("verify-data") : Optional.empty(),
                        "scripts/data",
                        afterwards,
                        Optional.empty());
            }
        };
    }

    private static void window(Phrase heading, Fill phase) {
        Matcher aside = ASIDE.matcher(heading.text());
        if (aside.find()) {
            phase.length("within", heading.with(aside.group(1) == null ? aside.group(2) : aside.group(1)));
        }
        Matcher shift = SHIFT.matcher(heading.text());
        if (shift.matches()) {
            phase.length("within", heading.with(shift.group(1)));
        }
    }

    private static boolean take(String field, Phrase value, Fill phase, Draft draft) {
        return switch (field) {
            case "within" -> phase.length(field, value);
            case "monitor" -> phase.duration(field, value);
            case "parallel" -> phase.number(field, value);
            case "stable-stop" -> phase.text(field, value);
            case "process" -> value.code() && phase.text(field, value);
            default -> escalate(value, phase, draft);
        };
    }

    private static boolean escalate(Phrase value, Fill phase, Draft draft) {
        if (draft.rendering()) {
            return phase.names("escalate", value);
        }
        Matcher role = ESCALATE.matcher(value.text());
        if (!role.matches() || phase.has("escalate")) {
            return false;
        }
        String name = Roles.role(role.group(1), value, draft);
        phase.node().putArray("escalate").add(name);
        draft.place(value.at(), name);
        return true;
    }

    private static boolean safeguard(String field, Phrase value, Draft draft) {
        Fill backup = draft.fill("safeguards", "backup");
        Fill safeguards = draft.fill("safeguards");
        return switch (field) {
            case "database" -> backup.text(field, value);
            case "valid" -> backup.duration(field, value);
            case "verify" -> backup.word(field, value, Vocabulary.of("restore", "restore"));
            case "keep" -> keep(value, backup, draft);
            case "archive", "restore-command" ->
                draft.fill("safeguards", "backup", "recover-from").text(field, value);
            case "stanza", "config" ->
                draft.fill("safeguards", "backup", "recover-from", "pgbackrest").text(field, value);
            case "rehearse" -> safeguards.yesNo(field, value);
            default -> safeguards.text(field, value);
        };
    }

    private static boolean keep(Phrase value, Fill backup, Draft draft) {
        if (!value.text().matches("nothing|(clone|dump|restore-point)(, (clone|dump|restore-point))*")) {
            return false;
        }
        var keep = backup.node().putArray("keep");
        backup.names(value).stream().filter(name -> !name.equals("nothing")).forEach(keep::add);
        draft.understand(value);
        return true;
    }
}
