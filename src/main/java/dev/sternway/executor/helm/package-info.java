/** Releases of Helm, asked and taken back by helm itself; the catalogue loads it. */
@NullMarked
package dev.sternway.executor.helm;

import org.jspecify.annotations.NullMarked;
