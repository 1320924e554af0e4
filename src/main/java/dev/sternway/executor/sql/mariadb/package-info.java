/** Runs scripts on MariaDB, which commits every definition by itself; {@code sql/script} chooses it by its target. */
@NullMarked
package dev.sternway.executor.sql.mariadb;

import org.jspecify.annotations.NullMarked;
