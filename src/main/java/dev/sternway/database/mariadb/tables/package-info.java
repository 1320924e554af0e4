/** Finds the tables of a MariaDB schema that differ from a copy on the same server and puts back only these; executors use it. */
@NullMarked
package dev.sternway.database.mariadb.tables;

import org.jspecify.annotations.NullMarked;
