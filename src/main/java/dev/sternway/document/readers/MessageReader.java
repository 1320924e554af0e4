package dev.sternway.document.readers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sternway.document.draft.Columns;
import dev.sternway.document.draft.Draft;
import dev.sternway.document.draft.Fill;
import dev.sternway.document.draft.HeadingWords;
import dev.sternway.document.draft.Pairs;
import dev.sternway.document.draft.Spoken;
import dev.sternway.document.draft.Vocabulary;
import dev.sternway.document.outline.Block;
import dev.sternway.document.outline.Phrase;
import dev.sternway.document.outline.Section;
import java.util.List;
import java.util.Optional;

/** Whom to tell what, when, through which channel. */
final class MessageReader implements Reader {
    private static final Vocabulary KEYS = Vocabulary.of(
            "every", "status every|status updates?( every)?|(update|status) frequency|frequency|updates?");
    private static final Vocabulary CHANNELS = Vocabulary.of("id", "channel", "uses", "uses", "with", "with");
    private static final Vocabulary MESSAGES = Vocabulary.of(
            "when", "when|phase|timing|moment|stage",
            "channel", "channels?|how|medium|method|through",
            "audience", "audience|who|stakeholders?|whom|recipients?|to",
            "text", "message|text|what|content",
            "every", "frequency|how often|every");
    private static final Vocabulary MOMENTS =
            Vocabulary.of("before", "before.*|pre-.*", "during", "during.*", "after", "after.*|post-.*|done");

    @Override
    public void read(Section section, Topic topic, Draft draft) {
        String moment = switch (topic) {
            case BEFORE -> "before";
            case AFTER -> "after";
            default -> "during";
        };
        List<Block> others = Pairs.take(
                section.blocks(),
                KEYS,
                draft,
                (field, value) -> draft.fill("communication", "during").duration("every", value));
        for (Block block : others) {
            if (block instanceof Block.Grid grid) {
                grid(grid, moment, draft);
            } else if (block instanceof Block.Items items) {
                items.items().forEach(item -> item(item, moment, draft));
            } else if (block instanceof Block.Code code) {
                template(new Phrase(code.text(), false, code.at()), moment, draft);
                draft.language(code);
            } else if (block instanceof Block.Quote quote) {
                quote(quote, moment, draft);
            }
        }
    }

    private static void grid(Block.Grid grid, String moment, Draft draft) {
        Columns channels = Columns.of(grid, CHANNELS);
        if (channels.has("id", "uses")) {
            channels.understood(draft)
                    .rows()
                    .forEach(row -> row.get("id").ifPresent(id -> {
                        Fill channel = draft.add("communication", "channels");
                        channel.text("id", id);
                        row.get("uses").ifPresent(it -> channel.text("uses", it));
                        row.get("with").ifPresent(it -> channel.yaml("with", it));
                    }));
            return;
        }
        Columns messages = Columns.of(grid, MESSAGES);
        if (!messages.has("channel") && !messages.has("audience")) {
            return;
        }
        for (Columns.Row row : messages.understood(draft).rows()) {
            Optional<String> when = row.get("when").flatMap(it -> MOMENTS.of(it.text()));
            if (row.isBlank() || row.get("when").isPresent() && when.isEmpty()) {
                continue;
            }
            row.get("when").ifPresent(it -> HeadingWords.understand(it, draft));
            row.get("every")
                    .ifPresent(it -> draft.fill("communication", "during").duration("every", it));
            Fill message = message(when.orElse(moment), draft);
            row.get("audience").ifPresent(it -> message.text("audience", it));
            row.get("channel").ifPresent(it -> channel(it, message, draft));
            row.get("text").ifPresent(it -> message.text("text", it));
            draft.later(() -> missing(message, draft));
        }
    }

    private static Fill message(String moment, Draft draft) {
        return moment.equals("during")
                ? draft.add("communication", "during", "messages")
                : draft.add("communication", moment);
    }

    /** A channel by name; the document does not say how to reach it, so a person does. */
    private static void channel(Phrase said, Fill message, Draft draft) {
        if (draft.rendering() || said.code()) {
            message.text("channel", said);
            if (draft.rendering()) {
                return;
            }
        }
        String id = Spoken.slug(said.text());
        message.node().put("channel", id.isEmpty() ? said.text() : id);
        channel(message.node().get("channel").asText(), said, draft);
    }

    private static void channel(String id, Phrase said, Draft draft) {
        for (JsonNode there : draft.list("communication", "channels")) {
            if (there.path("id").asText().equals(id)) {
                draft.place(said.at(), said.text());
                return;
            }
        }
        Fill channel = draft.add("communication", "channels");
        channel.node().put("id", id).put("uses", "manual/instruction");
        Fill with = draft.on(channel.node().putObject("with"));
        with.text("instruction", said);
        draft.last(() ->
                with.node().put("role", draft.object("metadata").path("lead").asText("")));
    }

    /** {@code **Engineering**: #incidents} tells an audience and a channel; another sentence is a message for whom it names. */
    private static void item(Block.Item item, String moment, Draft draft) {
        if (item.head().isEmpty() || item.head().get().text().text().isBlank()) {
            return;
        }
        Block.Prose head = item.head().get();
        Fill message = message(moment, draft);
        if (head.pairs().size() == 1 && head.lead().text().isBlank()) {
            message.text("audience", head.pairs().get(0).key());
            channel(head.pairs().get(0).value(), message, draft);
        } else {
            message.text("audience", head.text());
        }
        draft.later(() -> missing(message, draft));
    }

    private static void quote(Block.Quote quote, String moment, Draft draft) {
        StringBuilder text = new StringBuilder();
        for (Block block : quote.blocks()) {
            if (!(block instanceof Block.Prose prose)) {
                return;
            }
            text.append(text.isEmpty() ? "" : "\n").append(prose.text().text());
        }
        template(new Phrase(text.toString(), false, quote.at()), moment, draft);
    }

    /** A template is the text of the messages that have none; without one it is a message of its own. */
    private static void template(Phrase said, String moment, Draft draft) {
        if (said.text().isBlank()) {
            return;
        }
        String text = MessageWords.named(said.text());
        draft.understand(said.at(), MessageWords.replaced(said.text()));
        ArrayNode messages = moment.equals("during")
                ? draft.list("communication", "during", "messages")
                : draft.list("communication", moment);
        boolean used = false;
        for (JsonNode message : messages) {
            if (!message.has("text")) {
                ((ObjectNode) message).put("text", text);
                used = true;
            }
        }
        if (!used) {
            Fill message = message(moment, draft);
            message.node().put("text", text);
            draft.later(() -> missing(message, draft));
        }
        draft.place(said.at(), text);
    }

    /** What must be there and is not becomes a blank. */
    private static void missing(Fill message, Draft draft) {
        if (!message.has("text")) {
            message.node().put("text", "<message>");
        }
        if (!message.has("channel")) {
            ArrayNode channels = draft.list("communication", "channels");
            message.node()
                    .put(
                            "channel",
                            channels.size() == 1 ? channels.get(0).path("id").asText() : "<channel>");
        }
    }
}
