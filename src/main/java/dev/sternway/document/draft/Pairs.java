package dev.sternway.document.draft;

import dev.sternway.document.outline.Block;
import dev.sternway.document.outline.Block.Pair;
import dev.sternway.document.outline.Phrase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** Keys with values, wherever they stand: in lines, in lists, in tables of two columns. */
public final class Pairs {
    private static final Vocabulary TITLES =
            Vocabulary.of("head", "field|property|item|key|attribute|name|setting|value|details?|description|\\s*");

    private Pairs() {}

    /**
     * Gives every key that the vocabulary knows to the taker; what it takes counts as understood.
     *
     * @return the blocks in which no key was taken
     */
    public static List<Block> take(
            List<Block> blocks, Vocabulary keys, Draft draft, BiPredicate<String, Phrase> taker) {
        List<Block> others = new ArrayList<>();
        for (Block block : blocks) {
            boolean taken = false;
            for (Pair pair : of(block)) {
                Optional<String> field = keys.of(pair.key().text());
                if (field.isPresent() && taker.test(field.get(), pair.value())) {
                    draft.understand(pair.key());
                    taken = true;
                }
            }
            if (block instanceof Block.Grid grid
                    && TITLES.of(grid.heads().get(0).text()).isPresent()) {
                grid.heads().stream()
                        .filter(head -> TITLES.of(head.text()).isPresent())
                        .forEach(draft::understand);
            }
            if (!taken) {
                others.add(block);
            }
        }
        return others;
    }

    /** The pairs that a block consists of. */
    public static List<Pair> of(Block block) {
        List<Pair> pairs = new ArrayList<>();
        if (block instanceof Block.Prose prose) {
            pairs.addAll(prose.pairs());
        } else if (block instanceof Block.Items items) {
            items.items().forEach(item -> item.head().map(Block.Prose::pairs).ifPresent(pairs::addAll));
        } else if (block instanceof Block.Grid grid && grid.heads().size() == 2) {
            pairs.add(new Pair(grid.heads().get(0), grid.heads().get(1), true));
            grid.rows().stream()
                    .filter(row -> row.size() == 2)
                    .forEach(row -> pairs.add(new Pair(row.get(0), row.get(1), true)));
        }
        return pairs;
    }
}
