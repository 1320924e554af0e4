/** Preflight, copies, dumps and restores of MariaDB schemas; the catalogue finds them. */
@NullMarked
package dev.sternway.executor.mariadb;

import org.jspecify.annotations.NullMarked;
