/** Schemas with rows, and migrations that fit them, drawn at random; the same seed draws the same. */
@NullMarked
package dev.sternway.planner.random;

import org.jspecify.annotations.NullMarked;
