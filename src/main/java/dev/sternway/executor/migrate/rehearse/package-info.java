/** Tries levels of the team's own migration tool on a scratch copy; the rehearsal calls it. */
@NullMarked
package dev.sternway.executor.migrate.rehearse;

import org.jspecify.annotations.NullMarked;
