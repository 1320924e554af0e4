/** MariaDB scripts as text: statements, words, labels; the planner for MariaDB reads them here and nowhere else. */
@NullMarked
package dev.sternway.planner.mariadb.script;

import org.jspecify.annotations.NullMarked;
