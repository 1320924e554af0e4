package dev.sternway.document.outline;

import java.util.List;
import java.util.Optional;

/** What stands in a section. */
public sealed interface Block {
    Lines at();

    /**
     * A paragraph.
     *
     * @param text the whole of it, line breaks as spaces
     * @param lead what stands before the first key, or all of it when there is none
     * @param pairs its keys with their values
     */
    record Prose(Phrase text, Phrase lead, List<Pair> pairs, Lines at) implements Block {}

    /** A key and its value: {@code **Key:** value}, or {@code Key: value} on a line of its own. */
    record Pair(Phrase key, Phrase value, boolean bold) {
        public Lines at() {
            return key.at().to(value.at());
        }
    }

    /** A list. */
    record Items(boolean ordered, List<Item> items, Lines at) implements Block {}

    /**
     * An item of a list.
     *
     * @param ticked empty when there is no box
     * @param head its first paragraph, if it begins with one
     */
    record Item(Optional<Boolean> ticked, Optional<Prose> head, List<Block> rest, Lines at) {}

    /** A table; every row has as many cells as there are heads. */
    record Grid(List<Phrase> heads, List<List<Phrase>> rows, Lines at) implements Block {}

    /** @param text without the last line break */
    record Code(String language, String text, Lines at) implements Block {}

    /** A block quotation. */
    record Quote(List<Block> blocks, Lines at) implements Block {}

    /** Anything else, as it stands. */
    record Other(String text, Lines at) implements Block {}
}
