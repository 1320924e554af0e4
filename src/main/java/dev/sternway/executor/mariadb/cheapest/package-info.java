/** The cheapest way of putting a MariaDB schema back; the catalogue finds the executor. */
@NullMarked
package dev.sternway.executor.mariadb.cheapest;

import org.jspecify.annotations.NullMarked;
