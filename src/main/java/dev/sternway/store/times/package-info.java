/** Times of steps, out of their receipts. */
@NullMarked
package dev.sternway.store.times;

import org.jspecify.annotations.NullMarked;
