/** Counts for {@code run.measure}. */
@NullMarked
package dev.sternway.store.measure;

import org.jspecify.annotations.NullMarked;
