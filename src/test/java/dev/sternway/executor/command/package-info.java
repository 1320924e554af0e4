/** Tests against real processes, servers and databases. */
@NullMarked
package dev.sternway.executor.command;

import org.jspecify.annotations.NullMarked;
