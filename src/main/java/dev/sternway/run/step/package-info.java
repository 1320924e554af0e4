/** One step from probe to receipt: which steps a plan expands to, and how one is run; the worker calls it. */
@NullMarked
package dev.sternway.run.step;

import org.jspecify.annotations.NullMarked;
