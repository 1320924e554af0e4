/** Whether two states of a MariaDB schema are the same: definitions, numbers, rows. */
@NullMarked
package dev.sternway.planner.mariadb.compare;

import org.jspecify.annotations.NullMarked;
