/** Restores single tables of a PostgreSQL database; the catalogue finds the executor. */
@NullMarked
package dev.sternway.executor.postgres.tables;

import org.jspecify.annotations.NullMarked;
