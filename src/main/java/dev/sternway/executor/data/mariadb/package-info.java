/** How the steps on data are done on MariaDB; the executors of the same names choose it by their target. */
@NullMarked
package dev.sternway.executor.data.mariadb;

import org.jspecify.annotations.NullMarked;
