/** Reads a folder of ordered migrations, whichever tool it was written for; the command line and the planner use it. */
@NullMarked
package dev.sternway.planner.folder;

import org.jspecify.annotations.NullMarked;
