/** An application's whole history of migrations, to walk through. */
@NullMarked
package dev.sternway.planner.corpus;

import org.jspecify.annotations.NullMarked;
