/** From a sealed plan and a decision to the steps of each activity; {@code run}, store and the step process look them up. */
@NullMarked
package dev.sternway.run.recipe;

import org.jspecify.annotations.NullMarked;
