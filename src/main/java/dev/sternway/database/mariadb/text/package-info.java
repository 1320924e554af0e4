/** SQL of MariaDB as tokens and statements; the catalog, executors and the planner read definitions and scripts with it. */
@NullMarked
package dev.sternway.database.mariadb.text;

import org.jspecify.annotations.NullMarked;
