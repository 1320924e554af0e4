/** Takes steps that a diagram brings, and not the plan, into a run. */
@NullMarked
package dev.sternway.process.drawn;

import org.jspecify.annotations.NullMarked;
