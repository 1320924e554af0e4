/** Runs SQL scripts that were sealed with the plan; the catalogue finds them. */
@NullMarked
package dev.sternway.executor.sql;

import org.jspecify.annotations.NullMarked;
