/** What a MariaDB schema holds: definitions as the server shows them, taken apart. */
@NullMarked
package dev.sternway.database.mariadb.catalog;

import org.jspecify.annotations.NullMarked;
