/** Reads the engine's history for {@code run.trace}. */
@NullMarked
package dev.sternway.store.trace;

import org.jspecify.annotations.NullMarked;
