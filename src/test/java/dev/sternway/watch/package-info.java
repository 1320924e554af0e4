/** Tests against real processes, servers and databases. */
@NullMarked
package dev.sternway.watch;

import org.jspecify.annotations.NullMarked;
