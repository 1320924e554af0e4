package dev.sternway.document.steps;

import dev.sternway.document.draft.Draft;
import dev.sternway.document.outline.Block;
import dev.sternway.document.outline.Phrase;
import java.util.ArrayList;
import java.util.List;

/** What stands below an item, as lines of text. */
final class StepTexts {
    private StepTexts() {}

    static List<Phrase> of(Block block) {
        List<Phrase> texts = new ArrayList<>();
        if (block instanceof Block.Prose prose) {
            texts.add(prose.text());
        } else if (block instanceof Block.Items items) {
            for (Block.Item item : items.items()) {
                item.head().map(Block.Prose::text).ifPresent(text -> texts.add(text.with("- " + text.text())));
                item.rest().forEach(below -> texts.addAll(of(below)));
            }
        } else if (block instanceof Block.Quote quote) {
            quote.blocks().forEach(below -> texts.addAll(of(below)));
        }
        return texts;
    }

    /** An instruction with everything that stands below it, one thing a line. */
    static Phrase lines(Phrase name, List<Block> rest, Draft draft) {
        List<Phrase> all = new ArrayList<>(List.of(name));
        rest.forEach(block -> all.addAll(of(block)));
        StringBuilder text = new StringBuilder();
        all.forEach(each -> text.append(text.isEmpty() ? "" : "\n").append(each.text()));
        all.forEach(each -> draft.place(each.at(), each.text()));
        return name.with(text.toString());
    }

    static boolean hasCode(Block block) {
        return block instanceof Block.Code
                || block instanceof Block.Items items
                        && items.items().stream()
                                .anyMatch(item -> item.rest().stream().anyMatch(StepTexts::hasCode));
    }
}
