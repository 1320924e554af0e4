/** Takes the files of InnoDB tables out of a MariaDB server and into it again; executors on the server's machine use it. */
@NullMarked
package dev.sternway.database.mariadb.tablespace;

import org.jspecify.annotations.NullMarked;
