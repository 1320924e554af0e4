/** Databases that may be broken: an embedded server, or a copy beside the target; whoever proves migrations uses it. */
@NullMarked
package dev.sternway.planner.scratch;

import org.jspecify.annotations.NullMarked;
