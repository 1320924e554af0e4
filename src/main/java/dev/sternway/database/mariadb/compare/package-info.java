/** Whether two states of a MariaDB schema are the same: definitions, numbers, rows. */
@NullMarked
package dev.sternway.database.mariadb.compare;

import org.jspecify.annotations.NullMarked;
