package dev.sternway.document.readers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.document.draft.Columns;
import dev.sternway.document.draft.Draft;
import dev.sternway.document.draft.Fill;
import dev.sternway.document.draft.Spoken;
import dev.sternway.document.draft.Vocabulary;
import dev.sternway.document.outline.Block;
import dev.sternway.document.outline.Phrase;
import dev.sternway.document.outline.Section;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** When to roll back. A document names no source that can be asked, so a person watches. */
final class TriggerReader implements Reader {
    private static final Vocabulary HEADS = Vocabulary.of(
            "id", "id|#|no\\.?",
            "title", "triggers?|conditions?|metric|title|criteri(on|a)|event|situation|what",
            "breach", "threshold|breach|limit|value|when",
            "for", "for|duration|lasting|sustained( for)?|time window",
            "every", "every|checked every|interval",
            "no-data", "no data",
            "severity", "severity|priority",
            "means", "means",
            "mode", "mode",
            "watch", "watch",
            "unclear", "unclear",
            "times", "times",
            "baseline", "baseline",
            "statistics", "statistics",
            "alert", "alert|alert name");
    private static final Vocabulary SEVERITIES =
            Vocabulary.of("warning", "warning|minor", "major", "major", "critical", "critical");
    private static final Vocabulary MODES =
            Vocabulary.of("observe", "observe", "propose", "propose", "automatic", "automatic");
    private static final Vocabulary NO_DATA = Vocabulary.of("ignore", "ignore", "ask", "ask", "breach", "breach");
    private static final Vocabulary MEANINGS = Vocabulary.of(
            "migration-error",
                    "migration-error|.*\\bmigration (script )?(error|fail).*|.*\\bmigration script .*(error|fail).*",
            "data-damage", "data-damage|.*\\bdata\\b.*\\b(corrupt|loss|lost|damage).*|.*corrupt.*",
            "security", "security|.*\\b(security|authenticat|authori[sz]ation|log-?in).*",
            "unhealthy", "unhealthy|.*\\bhealth.?checks?\\b.*",
            "slow", "slow|.*\\b(slow|latency|response times?|performance).*",
            "errors", "errors|.*\\berrors?\\b.*(rate|spike|%|requests).*|.*\\b(error rate|5xx).*",
            "broken-function", "broken-function|.*\\b(broken|core function).*");
    private static final Pattern EXACT = Pattern.compile("(>=|<=|>|<) ?(\\d+(\\.\\d+)?%?|baseline [+-] \\d+%)");

    @Override
    public void read(Section section, Topic topic, Draft draft) {
        for (Block block : section.blocks()) {
            if (block instanceof Block.Grid grid) {
                grid(Columns.of(grid, HEADS), draft);
            } else if (block instanceof Block.Items items && topic == Topic.TRIGGERS) {
                ListReader.items(
                        items,
                        item -> item.head()
                                .map(Block.Prose::text)
                                .filter(text -> !text.text().isBlank())
                                .ifPresent(text -> spoken(trigger(text.with(""), text, draft), text, draft)));
            }
        }
    }

    private static void grid(Columns columns, Draft draft) {
        if (!columns.has("title") && !columns.has("id", "watch") && !columns.has("id", "severity")) {
            return;
        }
        for (Columns.Row row : columns.understood(draft).rows()) {
            Optional<Phrase> any = row.get("title").or(() -> row.get("id"));
            any.ifPresent(text -> {
                Phrase id = row.get("id").orElse(text.with(""));
                row(row, trigger(id, text, draft), draft);
            });
        }
    }

    /** The trigger of that id, or a new one that is named by its title. */
    private static Fill trigger(Phrase id, Phrase title, Draft draft) {
        for (JsonNode there : draft.list("triggers")) {
            if (!id.text().isBlank() && there.path("id").asText().equals(id.text())) {
                draft.place(id.at(), id.text());
                return draft.on((ObjectNode) there);
            }
        }
        Fill trigger = draft.add("triggers");
        if (!trigger.text("id", id)) {
            trigger.node().put("id", unused(Spoken.slug(title.text()), draft));
        }
        return trigger;
    }

    private static String unused(String slug, Draft draft) {
        String base = slug.isEmpty() ? "trigger" : slug;
        String id = base;
        for (int i = 2; taken(id, draft); i++) {
            id = base + "-" + i;
        }
        return id;
    }

    private static boolean taken(String id, Draft draft) {
        for (JsonNode there : draft.list("triggers")) {
            if (there.path("id").asText().equals(id)) {
                return true;
            }
        }
        return false;
    }

    private static void row(Columns.Row row, Fill trigger, Draft draft) {
        row.get("watch").ifPresent(it -> trigger.yaml("watch", it));
        for (String more : new String[] {"unclear", "baseline", "statistics"}) {
            row.get(more).filter(it -> !it.text().isBlank()).ifPresent(it -> trigger.yaml(more, it));
        }
        row.get("times").filter(it -> !it.text().isBlank()).ifPresent(it -> trigger.text("times", it));
        row.get("every").ifPresent(it -> trigger.duration("every", it));
        row.get("for").ifPresent(it -> trigger.duration("for", it));
        row.get("no-data").ifPresent(it -> trigger.word("no-data", it, NO_DATA));
        row.get("severity").ifPresent(it -> trigger.word("severity", it, SEVERITIES));
        row.get("mode").ifPresent(it -> trigger.word("mode", it, MODES));
        row.get("means")
                .filter(it -> MEANINGS.of(it.text()).filter(it.text()::equals).isPresent())
                .ifPresent(it -> trigger.word("means", it, MEANINGS));
        row.get("alert").filter(it -> !trigger.has("watch")).ifPresent(it -> {
            draft.on(trigger.node().putObject("watch").putObject("alert")).text("name", it);
        });
        Optional<Phrase> breach = row.get("breach");
        Optional<Phrase> title = row.get("title");
        if (breach.isPresent()
                && (breach.get().code() || EXACT.matcher(breach.get().text()).matches())) {
            trigger.text("breach", breach.get());
        } else if (breach.isPresent() && title.isPresent()) {
            Phrase both =
                    title.get().with(title.get().text() + ": " + breach.get().text());
            title = Optional.of(both);
        }
        if (title.isPresent() && draft.rendering()) {
            trigger.text("title", title.get());
        } else if (title.isPresent()) {
            spoken(trigger, title.get(), draft);
        }
    }

    /** The whole sentence is the title; what can be read out of it is set beside it. */
    private static void spoken(Fill trigger, Phrase title, Draft draft) {
        trigger.text("title", title);
        String text = title.text();
        if (!trigger.has("breach")) {
            Spoken.breach(text).ifPresent(breach -> trigger.node().put("breach", breach));
        }
        if (!trigger.has("for")) {
            Spoken.lasting(text).ifPresent(time -> trigger.node().put("for", Fill.written(time)));
        }
        if (!trigger.has("means")) {
            MEANINGS.of(text.toLowerCase(Locale.ROOT))
                    .ifPresent(means -> trigger.node().put("means", means));
        }
        if (!trigger.has("watch")) {
            ObjectNode person = trigger.node().putObject("watch").putObject("person");
            draft.last(
                    () -> person.put("role", draft.object("decision").path("by").asText("")));
        }
    }
}
