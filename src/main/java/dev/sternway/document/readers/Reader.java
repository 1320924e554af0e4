package dev.sternway.document.readers;

import dev.sternway.document.draft.Draft;
import dev.sternway.document.outline.Section;

/** Reads what stands directly under a heading. What it does not know it leaves alone. */
interface Reader {
    void read(Section section, Topic topic, Draft draft);
}
