/** Tests against real processes, servers and databases. */
@NullMarked
package dev.sternway.executor.check;

import org.jspecify.annotations.NullMarked;
