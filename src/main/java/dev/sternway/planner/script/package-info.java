/** Splits and labels SQL scripts; it never guesses what a statement does. */
@NullMarked
package dev.sternway.planner.script;

import org.jspecify.annotations.NullMarked;
