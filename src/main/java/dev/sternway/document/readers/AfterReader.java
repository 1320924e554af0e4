package dev.sternway.document.readers;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.sternway.document.draft.Columns;
import dev.sternway.document.draft.Draft;
import dev.sternway.document.draft.Fill;
import dev.sternway.document.draft.Pairs;
import dev.sternway.document.draft.Spoken;
import dev.sternway.document.draft.Vocabulary;
import dev.sternway.document.outline.Block;
import dev.sternway.document.outline.Phrase;
import dev.sternway.document.outline.Section;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What follows a rollback, how long the kinds of it take, how it went before, and what could go wrong. */
final class AfterReader implements Reader {
    private static final Vocabulary KEYS = Vocabulary.of(
            "within", "post-?mortem( (within|meeting|due|date))?|(blameless )?post-?mortem within",
            "invite", "invited?|attendees|participants|invitees",
            "zone", "time ?zone|zone");
    private static final Vocabulary FOLLOW_UPS = Vocabulary.of(
            "title", "follow-?ups?|action|task|item|what|work",
            "owner", "owner|who|responsible|assignee",
            "within", "within|due|deadline|when|by when");
    private static final Vocabulary TIMES = Vocabulary.of(
            "kind", "kind|(rollback )?type|rollback|what|scope|scenario|phase|step",
            "from", "from|min(imum)?",
            "to", "to|max(imum)?|estimated?( time)?|estimate|expected( time)?|time|duration",
            "actual", "actual( time)?|last run");
    private static final Vocabulary HISTORY = Vocabulary.of(
            "date", "date|when",
            "by", "by|executed by|who|operator",
            "success", "success(ful)?|result|outcome|ok",
            "duration", "duration|time|took",
            "notes", "notes?|remarks?|comments?|what happened");
    private static final Vocabulary RISKS = Vocabulary.of(
            "risk", "risks?|description|what",
            "likelihood", "likelihood|probability|chance",
            "impact", "impact|severity|effect",
            "mitigation", "mitigations?|counter-?measures?|response|action");
    private static final Pattern DUE =
            Pattern.compile("(?i).*\\bwithin\\s+([\\d.]+(?:\\s?[–-]\\s?[\\d.]+)?\\s?[a-z]+)\\b.*");
    private static final Pattern ANSWERED = Pattern.compile("(.+?)\\s*(?:→|->|=>|\\bmitigation:)\\s*(.+)");

    @Override
    public void read(Section section, Topic topic, Draft draft) {
        List<Block> blocks = topic == Topic.AFTERWARDS
                ? Pairs.take(section.blocks(), KEYS, draft, (field, value) -> postMortem(field, value, draft))
                : section.blocks();
        for (Block block : blocks) {
            if (block instanceof Block.Grid grid) {
                switch (topic) {
                    case TIMES -> times(Columns.of(grid, TIMES), draft);
                    case HISTORY -> history(Columns.of(grid, HISTORY), draft);
                    case RISKS -> risks(Columns.of(grid, RISKS), draft);
                    default -> followUps(Columns.of(grid, FOLLOW_UPS), draft);
                }
            } else if (block instanceof Block.Items items) {
                ListReader.items(
                        items,
                        item -> item.head()
                                .filter(head -> !head.text().text().isBlank())
                                .ifPresent(head -> item(head, topic, draft)));
            }
        }
    }

    private static boolean postMortem(String field, Phrase value, Draft draft) {
        Fill postMortem = draft.fill("afterwards", "post-mortem");
        return switch (field) {
            case "within" -> postMortem.duration(field, value);
            case "zone" -> postMortem.text(field, value);
            default -> postMortem.names(field, value);
        };
    }

    private static void item(Block.Prose head, Topic topic, Draft draft) {
        Phrase text = head.text();
        if (topic == Topic.RISKS) {
            risk(head, draft);
        } else if (topic == Topic.TIMES) {
            head.pairs().stream()
                    .findFirst()
                    .ifPresent(pair ->
                            time(pair.key(), Optional.empty(), Optional.of(pair.value()), Optional.empty(), draft));
        } else if (topic == Topic.AFTERWARDS) {
            Fill followUp = draft.add("afterwards", "follow-ups");
            followUp.text("title", text);
            Matcher due = DUE.matcher(text.text());
            Optional<String> within =
                    due.matches() ? Spoken.span(due.group(1)).map(span -> Fill.written(span.to())) : Optional.empty();
            within.ifPresent(time -> followUp.node().put("within", time));
            if (within.isPresent()
                    && text.text().toLowerCase(java.util.Locale.ROOT).matches("(?s).*post-?mortem.*")) {
                Fill postMortem = draft.fill("afterwards", "post-mortem");
                if (!postMortem.has("within")) {
                    postMortem.set("within", TextNode.valueOf(within.get()), text, false);
                }
            }
        }
    }

    private static void followUps(Columns columns, Draft draft) {
        if (!columns.has("title")) {
            return;
        }
        for (Columns.Row row : columns.understood(draft).rows()) {
            row.get("title").ifPresent(title -> {
                Fill followUp = draft.add("afterwards", "follow-ups");
                followUp.text("title", title);
                row.get("owner").ifPresent(it -> followUp.text("owner", it));
                row.get("within").ifPresent(it -> followUp.duration("within", it));
            });
        }
    }

    private static void times(Columns columns, Draft draft) {
        if (!columns.has("kind", "to")) {
            return;
        }
        for (Columns.Row row : columns.understood(draft).rows()) {
            row.get("kind").ifPresent(kind -> time(kind, row.get("from"), row.get("to"), row.get("actual"), draft));
        }
    }

    private static void time(
            Phrase kind, Optional<Phrase> from, Optional<Phrase> to, Optional<Phrase> actual, Draft draft) {
        Optional<Spoken.Span> span = to.flatMap(it -> Spoken.span(it.text()));
        if (span.isEmpty()) {
            return;
        }
        Fill time = draft.add("times");
        time.text("kind", kind);
        from.ifPresent(it -> time.duration("from", it));
        if (!time.has("from") && !span.get().exact()) {
            time.node().put("from", Fill.written(span.get().from()));
        }
        time.set("to", TextNode.valueOf(Fill.written(span.get().to())), to.get(), true);
        actual.ifPresent(it -> time.duration("actual", it));
    }

    private static void history(Columns columns, Draft draft) {
        if (!columns.has("date") && !columns.has("notes")) {
            return;
        }
        for (Columns.Row row : columns.understood(draft).rows()) {
            if (!row.isBlank()) {
                Fill run = draft.add("history");
                row.get("date").ifPresent(it -> run.date("date", it));
                row.get("by").ifPresent(it -> run.text("by", it));
                row.get("success").ifPresent(it -> run.yesNo("success", it));
                row.get("duration").ifPresent(it -> run.duration("duration", it));
                row.get("notes").ifPresent(it -> run.text("notes", it));
                if (run.node().isEmpty()) {
                    draft.list("history").remove(draft.list("history").size() - 1);
                }
            }
        }
    }

    private static void risks(Columns columns, Draft draft) {
        if (!columns.has("risk")) {
            return;
        }
        for (Columns.Row row : columns.understood(draft).rows()) {
            row.get("risk").ifPresent(risk -> {
                Fill fill = draft.add("risks");
                for (String field : List.of("risk", "likelihood", "impact", "mitigation")) {
                    row.get(field).ifPresent(it -> fill.text(field, it));
                }
                unanswered(fill);
            });
        }
    }

    private static void risk(Block.Prose head, Draft draft) {
        Fill risk = draft.add("risks");
        Matcher answered = ANSWERED.matcher(head.text().text());
        if (head.pairs().size() == 1 && head.lead().text().isBlank()) {
            risk.text("risk", head.pairs().get(0).key());
            risk.text("mitigation", head.pairs().get(0).value());
        } else if (answered.matches()) {
            risk.text("risk", head.text().with(answered.group(1)));
            risk.text("mitigation", head.text().with(answered.group(2)));
        } else {
            risk.text("risk", head.text());
        }
        unanswered(risk);
    }

    private static void unanswered(Fill risk) {
        if (!risk.has("mitigation")) {
            risk.node().put("mitigation", "<mitigation>");
        }
    }
}
