/** Brings a whole server back to a moment, beside the live one, and takes one database out of it; the catalogue finds the executors. */
@NullMarked
package dev.sternway.executor.postgres.moment;

import org.jspecify.annotations.NullMarked;
