/** What a step can use: the executor contract and the catalogue. One sub-package per family; {@code run} calls them. */
@NullMarked
package dev.sternway.executor;

import org.jspecify.annotations.NullMarked;
