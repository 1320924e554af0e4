/** Sets rows and values of a MariaDB schema aside and puts them back, in the same files as of PostgreSQL; executors use it. */
@NullMarked
package dev.sternway.database.mariadb.salvage;

import org.jspecify.annotations.NullMarked;
