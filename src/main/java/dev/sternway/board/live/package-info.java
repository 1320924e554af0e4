/** The page of one rollback, and how it follows it; only browsers use it. */
@NullMarked
package dev.sternway.board.live;

import org.jspecify.annotations.NullMarked;
