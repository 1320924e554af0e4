/** Tests against real processes, servers and databases. */
@NullMarked
package dev.sternway.executor.manual;

import org.jspecify.annotations.NullMarked;
