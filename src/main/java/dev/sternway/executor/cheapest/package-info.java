/** Chooses among the ways of putting data back and says why, whatever the database; its executors use it. */
@NullMarked
package dev.sternway.executor.cheapest;

import org.jspecify.annotations.NullMarked;
