package dev.sternway.document.readers;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.sternway.document.draft.Columns;
import dev.sternway.document.draft.Draft;
import dev.sternway.document.draft.Fill;
import dev.sternway.document.draft.HeadingWords;
import dev.sternway.document.draft.Pairs;
import dev.sternway.document.draft.Roles;
import dev.sternway.document.draft.Spoken;
import dev.sternway.document.draft.Vocabulary;
import dev.sternway.document.outline.Block;
import dev.sternway.document.outline.Phrase;
import dev.sternway.document.outline.Section;
import dev.sternway.document.steps.PhaseReader;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who decides, by when, by which matrix. */
final class DecisionReader implements Reader {
    private static final Vocabulary KEYS = Vocabulary.of(
            "by", "decided by|decision maker|who decides|primary( decision maker)?|primary|authori[sz]ed by|approver",
            "within", "within|deadline|decision (deadline|time|window)|time limit|respond within",
            "escalate", "escalation( path)?|escalate to|escalates to|secondary|then",
            "otherwise", "if nobody (decides|answers|responds)|default|otherwise|default action|no (answer|decision)",
            "when-busy", "when a target is busy|if (a target is )?busy|when busy",
            "leadership",
                    "a restore is approved by|restore approval|level 3 approval|leadership( approval)?|approves? restores?");
    private static final Vocabulary DEFAULTS = Vocabulary.of(
            "roll-back", "(the )?roll[- ]?back|roll back|rolls? back",
            "hold", "hold|do nothing|stay",
            "pause", "pause",
            "code-only", "code[- ]only|roll back (the )?code only");
    private static final Vocabulary BUSY = Vocabulary.of("refuse", "refuse", "wait", "wait|queue");
    private static final Vocabulary MATRIX = Vocabulary.of(
            "situation", "situation|scenario|condition|symptom|case|issue|if",
            "action", "action|decision|level|rollback level|then|response",
            "time", "time|expected time|duration|takes|timeline|estimate",
            "loss", "(expected )?(data )?loss|loses",
            "when", "when|holds when");
    private static final Vocabulary ACTIONS = Vocabulary.of(
            "level-1", "level[- ]1.*|l1\\b.*|roll back to level 1.*",
            "level-2", "level[- ]2.*|l2\\b.*",
            "level-3", "level[- ]3.*|l3\\b.*",
            "code-only",
                    "code[- ]only|.*\\bcode( only| rollback only)\\b.*|.*(keep|leave) the (database|schema|data)\\b.*",
            "pause", "pause.*",
            "hold", "hold.*|do nothing.*|stay.*|keep going.*");
    private static final Pattern WINDOW = Pattern.compile("(?i).*?(t\\+.{0,30}?t\\+[0-9.]+\\s?[a-z]*).*");

    @Override
    public void read(Section section, Topic topic, Draft draft) {
        if (topic == Topic.DECISION) {
            window(section.heading(), draft);
        }
        List<Block> others = Pairs.take(section.blocks(), KEYS, draft, (field, value) -> take(field, value, draft));
        for (Block block : others) {
            if (block instanceof Block.Grid grid) {
                matrix(Columns.of(grid, MATRIX), draft);
            } else if (block instanceof Block.Items items && topic != Topic.MATRIX) {
                items.items().forEach(item -> item(item, draft));
            }
        }
    }

    /** {@code T+0 to T+5 min} in the heading is the deadline. */
    private static void window(Phrase heading, Draft draft) {
        Matcher window = WINDOW.matcher(heading.text());
        if (window.matches()) {
            draft.fill("decision").length("within", heading.with(window.group(1)));
        }
    }

    private static boolean take(String field, Phrase value, Draft draft) {
        Fill decision = draft.fill("decision");
        return switch (field) {
            case "by" -> !decision.has(field) && Roles.person(decision, field, value, "decider", draft);
            case "within" -> decision.duration(field, value);
            case "escalate" -> Roles.path(decision, field, value, draft);
            case "otherwise" -> decision.word(field, value, DEFAULTS);
            case "when-busy" -> decision.word(field, value, BUSY);
            default -> Roles.title(decision, field, value, draft);
        };
    }

    private static void item(Block.Item item, Draft draft) {
        if (item.rest().stream().anyMatch(Block.Code.class::isInstance)) {
            PhaseReader.item(item, draft);
        } else if (item.head().isPresent()) {
            draft.addText(item.head().get().text(), "decision", "checklist");
            for (Block below : item.rest()) {
                if (below instanceof Block.Items nested) {
                    nested.items().forEach(each -> item(each, draft));
                }
            }
        }
    }

    private static void matrix(Columns columns, Draft draft) {
        if (!columns.has("situation", "action")) {
            return;
        }
        columns.understood(draft);
        for (Columns.Row row : columns.rows()) {
            boolean known =
                    row.get("action").flatMap(it -> ACTIONS.of(it.text())).isPresent();
            if (known && row.get("situation").isPresent()) {
                Fill fill = draft.add("decision", "matrix");
                row.get("situation").ifPresent(it -> fill.text("situation", it));
                row.get("action").ifPresent(it -> action(it, fill, draft));
                row.get("time")
                        .filter(it -> Spoken.span(it.text()).isPresent())
                        .ifPresent(it -> fill.duration("time", it));
                row.get("loss").ifPresent(it -> fill.text("loss", it));
                row.get("when").filter(it -> !it.text().isBlank()).ifPresent(it -> fill.yaml("when", it));
            }
        }
    }

    /** Only the plan's own words are understood; what else the cell says stays open. */
    private static void action(Phrase said, Fill row, Draft draft) {
        ACTIONS.of(said.text()).ifPresent(action -> row.set("action", TextNode.valueOf(action), said, false));
        HeadingWords.understand(said, draft);
    }
}
