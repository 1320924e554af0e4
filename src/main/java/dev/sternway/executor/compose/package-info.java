/** Services of compose projects: which image they run and how many containers; the catalogue loads it. */
@NullMarked
package dev.sternway.executor.compose;

import org.jspecify.annotations.NullMarked;
