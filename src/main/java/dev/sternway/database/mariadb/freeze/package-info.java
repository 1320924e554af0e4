/** Stops writes to one MariaDB schema, and lets them in again exactly as before; executors use it. */
@NullMarked
package dev.sternway.database.mariadb.freeze;

import org.jspecify.annotations.NullMarked;
