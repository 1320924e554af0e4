/** Measures Sternway against doing without it, side by side in one run. */
@NullMarked
package dev.sternway.bench;

import org.jspecify.annotations.NullMarked;
