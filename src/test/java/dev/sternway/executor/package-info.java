/** Tests of the executor contract and the catalogue, and the context they run in. */
@NullMarked
package dev.sternway.executor;

import org.jspecify.annotations.NullMarked;
