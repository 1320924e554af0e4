/** Rehearsals on scratch copies of MariaDB schemas; the rehearsal's executor uses it. */
@NullMarked
package dev.sternway.executor.mariadb.rehearse;

import org.jspecify.annotations.NullMarked;
