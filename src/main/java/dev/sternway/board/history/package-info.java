/** The page of past rollbacks: how they went, and how long they took against what was expected; nobody uses it. */
@NullMarked
package dev.sternway.board.history;

import org.jspecify.annotations.NullMarked;
