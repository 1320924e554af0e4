/** Copies of a MariaDB schema on its own server, and swaps of whole schemas by renaming their tables; executors use it. */
@NullMarked
package dev.sternway.database.mariadb.copy;

import org.jspecify.annotations.NullMarked;
