/** Clones, dumps and restores of PostgreSQL databases; the catalogue finds them. */
@NullMarked
package dev.sternway.executor.postgres;

import org.jspecify.annotations.NullMarked;
