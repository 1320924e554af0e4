/** Puts back only the damaged tables of a MariaDB schema, and says what that was; the catalogue finds the executor. */
@NullMarked
package dev.sternway.executor.mariadb.tables;

import org.jspecify.annotations.NullMarked;
