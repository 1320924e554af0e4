/** What tables hold and where sequences stand, small enough to compare. */
@NullMarked
package dev.sternway.planner.content;

import org.jspecify.annotations.NullMarked;
