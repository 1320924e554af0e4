/** Places in the binary log of MariaDB to which a server can be brought again; executors use it. */
@NullMarked
package dev.sternway.database.mariadb.moment;

import org.jspecify.annotations.NullMarked;
