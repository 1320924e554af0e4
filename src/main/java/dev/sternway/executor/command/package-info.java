/** Commands on a host: processes, their environment, time limit and end; the catalogue loads it. */
@NullMarked
package dev.sternway.executor.command;

import org.jspecify.annotations.NullMarked;
