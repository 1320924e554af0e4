/** How the board's pages say and mark how things stand; every page uses it. */
@NullMarked
package dev.sternway.board.words;

import org.jspecify.annotations.NullMarked;
