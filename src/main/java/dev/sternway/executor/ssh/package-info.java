/** Machines over SSH: who they are, commands and files on many of them at once; {@code service} and the catalogue use it. */
@NullMarked
package dev.sternway.executor.ssh;

import org.jspecify.annotations.NullMarked;
