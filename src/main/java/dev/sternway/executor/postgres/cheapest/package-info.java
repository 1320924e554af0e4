/** Chooses among the ways of putting data back and says why; the catalogue finds the executor. */
@NullMarked
package dev.sternway.executor.postgres.cheapest;

import org.jspecify.annotations.NullMarked;
