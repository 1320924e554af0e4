/** Lets clients wait in a pooler while their database is frozen; the catalogue finds the executor. */
@NullMarked
package dev.sternway.executor.postgres.pool;

import org.jspecify.annotations.NullMarked;
