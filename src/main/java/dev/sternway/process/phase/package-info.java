/** Beans of the four phase diagrams. */
@NullMarked
package dev.sternway.process.phase;

import org.jspecify.annotations.NullMarked;
