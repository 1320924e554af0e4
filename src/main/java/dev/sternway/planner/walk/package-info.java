/** Walks through whole folders of migrations; the command line uses it. */
@NullMarked
package dev.sternway.planner.walk;

import org.jspecify.annotations.NullMarked;
