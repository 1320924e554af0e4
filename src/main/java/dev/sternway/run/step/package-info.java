/** One step from probe to receipt: how one is run, and how its receipt ends; the worker calls it. */
@NullMarked
package dev.sternway.run.step;

import org.jspecify.annotations.NullMarked;
