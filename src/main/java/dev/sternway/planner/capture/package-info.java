/** Sets rows aside in the transaction of the migration that changes them, and puts back only what the migration wrote. */
@NullMarked
package dev.sternway.planner.capture;

import org.jspecify.annotations.NullMarked;
