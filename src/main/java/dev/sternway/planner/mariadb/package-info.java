/** Derives and proves rollbacks on a scratch MariaDB, where every definition commits by itself; the command line uses it. */
@NullMarked
package dev.sternway.planner.mariadb;

import org.jspecify.annotations.NullMarked;
