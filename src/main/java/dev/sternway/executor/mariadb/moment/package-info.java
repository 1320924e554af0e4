/** Backups of a whole MariaDB server, and its state at any moment since, on a server of our own; the catalogue finds them. */
@NullMarked
package dev.sternway.executor.mariadb.moment;

import org.jspecify.annotations.NullMarked;
