/** When numbers are bad: thresholds, baselines, N of M, chance; the watcher asks it. */
@NullMarked
package dev.sternway.watch.condition;

import org.jspecify.annotations.NullMarked;
