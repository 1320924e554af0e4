/** Keeps proposed diagrams in Sternway's own tables; implements a port of {@code run}. */
@NullMarked
package dev.sternway.store.proposal;

import org.jspecify.annotations.NullMarked;
