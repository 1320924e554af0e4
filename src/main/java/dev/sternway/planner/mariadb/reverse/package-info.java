/** From the difference that one statement made to the statements that take it back. */
@NullMarked
package dev.sternway.planner.mariadb.reverse;

import org.jspecify.annotations.NullMarked;
