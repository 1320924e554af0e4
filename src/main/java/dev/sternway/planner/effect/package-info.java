/** What a migration means for others: the old version of the application, and how to tell that it was applied. */
@NullMarked
package dev.sternway.planner.effect;

import org.jspecify.annotations.NullMarked;
