/** What a MariaDB schema can be asked about its own soundness, and its counters; executors use it. */
@NullMarked
package dev.sternway.database.mariadb.integrity;

import org.jspecify.annotations.NullMarked;
