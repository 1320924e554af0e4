/** Pages of plans and guards: what was proven, what is watched, why nothing fired; nobody uses it. */
@NullMarked
package dev.sternway.board.guard;

import org.jspecify.annotations.NullMarked;
