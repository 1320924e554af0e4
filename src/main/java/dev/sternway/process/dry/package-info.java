/** Runs a diagram in a throw-away engine, in which nothing has an effect; the command line asks it. */
@NullMarked
package dev.sternway.process.dry;

import org.jspecify.annotations.NullMarked;
