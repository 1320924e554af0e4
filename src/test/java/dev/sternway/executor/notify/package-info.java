/** Tests against real processes, servers and databases. */
@NullMarked
package dev.sternway.executor.notify;

import org.jspecify.annotations.NullMarked;
