/** MariaDB as a target: the way in, and servers of our own beside it; executors and the planner use it. */
@NullMarked
package dev.sternway.database.mariadb;

import org.jspecify.annotations.NullMarked;
