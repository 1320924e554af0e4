/** The binary log of MariaDB: where it stands, what was committed since, and its replay; the executors on MariaDB use it. */
@NullMarked
package dev.sternway.database.mariadb.log;

import org.jspecify.annotations.NullMarked;
