/** How long steps took before: what to expect, and which running step takes longer than ever. */
@NullMarked
package dev.sternway.run.times;

import org.jspecify.annotations.NullMarked;
