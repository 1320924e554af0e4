/** Reads what the engine's tables say about open tasks, with or without the engine; the export asks. */
@NullMarked
package dev.sternway.store.hand;

import org.jspecify.annotations.NullMarked;
