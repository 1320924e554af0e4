/** Turns proofs into a plan: changes with their classes, levels with scripts, matrix, times and the loss statement. */
@NullMarked
package dev.sternway.planner.derive;

import org.jspecify.annotations.NullMarked;
