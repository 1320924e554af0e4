/** Tests against real processes, servers and databases. */
@NullMarked
package dev.sternway.executor.http;

import org.jspecify.annotations.NullMarked;
