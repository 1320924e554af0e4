/** Checks over a while: log lines and answers, compared with what was usual; the catalogue loads it. */
@NullMarked
package dev.sternway.executor.check.trend;

import org.jspecify.annotations.NullMarked;
