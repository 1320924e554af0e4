/** Keeps the number of verdicts bounded; the store's own. */
@NullMarked
package dev.sternway.store.verdict;

import org.jspecify.annotations.NullMarked;
