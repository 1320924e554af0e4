/** Keeps and restores a MariaDB schema as the files of its tables; the catalogue finds the executor. */
@NullMarked
package dev.sternway.executor.mariadb.tablespace;

import org.jspecify.annotations.NullMarked;
