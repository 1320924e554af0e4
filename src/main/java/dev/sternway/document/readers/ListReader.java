package dev.sternway.document.readers;

import dev.sternway.document.draft.Columns;
import dev.sternway.document.draft.Draft;
import dev.sternway.document.draft.Fill;
import dev.sternway.document.draft.Vocabulary;
import dev.sternway.document.outline.Block;
import dev.sternway.document.outline.Phrase;
import dev.sternway.document.outline.Section;
import java.util.List;
import java.util.function.Consumer;

/** Sections that are a list: assumptions, criteria, measures, notes, and what is still open. */
final class ListReader implements Reader {
    private static final Vocabulary MEASURES =
            Vocabulary.of("measure", "measures?|prevention|action|item", "done", "done|status|in place|completed?");
    private static final Vocabulary INPUTS =
            Vocabulary.of("name", "input", "blank", "blank", "field", "field", "line", "line");
    private static final Vocabulary DANGERS = Vocabulary.of("command", "command", "because", "why it is right");

    @Override
    public void read(Section section, Topic topic, Draft draft) {
        int line = 0;
        for (Block block : section.blocks()) {
            if (block instanceof Block.Items items) {
                items(items, item -> item(item, topic, draft));
            } else if (block instanceof Block.Grid grid) {
                grid(grid, topic, draft);
            } else if (block instanceof Block.Prose prose && topic == Topic.NOTES) {
                draft.addText(prose.text(), "notes");
            } else if (block instanceof Block.Prose prose && topic == Topic.UNPLACED) {
                line = line(prose, draft);
            } else if (block instanceof Block.Code code && topic == Topic.UNPLACED && line > 0) {
                draft.list("unplaced").addObject().put("line", line).put("text", code.text());
                draft.place(code.at(), code.text());
                line = 0;
            }
        }
    }

    private static int line(Block.Prose prose, Draft draft) {
        if (prose.pairs().size() == 1
                && prose.pairs().get(0).key().text().equals("Line")
                && prose.pairs().get(0).value().text().matches("\\d{1,7}")) {
            draft.understand(prose.text());
            return Integer.parseInt(prose.pairs().get(0).value().text());
        }
        return 0;
    }

    /** Every item, also of lists within. */
    static void items(Block.Items list, Consumer<Block.Item> taker) {
        list.items().forEach(item -> {
            taker.accept(item);
            for (Block below : item.rest()) {
                if (below instanceof Block.Items nested) {
                    items(nested, taker);
                }
            }
        });
    }

    private static void item(Block.Item item, Topic topic, Draft draft) {
        if (item.head().isEmpty()) {
            return;
        }
        Phrase text = item.head().get().text();
        switch (topic) {
            case ASSUMPTIONS -> draft.addText(text, "assumptions");
            case SUCCESS -> draft.addText(text, "success-criteria");
            case NOTES -> draft.addText(text, "notes");
            case PREVENTION -> measure(text, item.ticked().orElse(false), draft);
            default -> {}
        }
    }

    static void measure(Phrase text, boolean done, Draft draft) {
        if (!text.text().isBlank()) {
            Fill measure = draft.add("prevention");
            measure.text("measure", text);
            measure.node().put("done", done);
            draft.understand(text.at(), "x");
        }
    }

    private static void grid(Block.Grid grid, Topic topic, Draft draft) {
        if (topic == Topic.INPUTS) {
            rows(Columns.of(grid, INPUTS), "name", "inputs", List.of("name", "blank", "field"), draft);
        } else if (topic == Topic.DANGERS) {
            rows(Columns.of(grid, DANGERS), "command", "dangers", List.of("command", "because"), draft);
        } else if (topic == Topic.PREVENTION) {
            Columns columns = Columns.of(grid, MEASURES);
            if (!columns.has("measure")) {
                return;
            }
            columns.understood(draft)
                    .rows()
                    .forEach(row -> row.get("measure").ifPresent(text -> {
                        Fill measure = draft.add("prevention");
                        measure.text("measure", text);
                        row.get("done").ifPresent(done -> measure.yesNo("done", done));
                    }));
        }
    }

    private static void rows(Columns columns, String needed, String list, List<String> texts, Draft draft) {
        if (!columns.has(needed)) {
            return;
        }
        for (Columns.Row row : columns.understood(draft).rows()) {
            if (row.get(needed).isPresent()) {
                Fill fill = draft.add(list);
                texts.forEach(field -> row.get(field).ifPresent(text -> fill.text(field, text)));
                row.get("line").ifPresent(line -> fill.number("line", line));
            }
        }
    }
}
