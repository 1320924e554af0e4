/** Rows that statements write: which tables, how their old and new values are set aside, and how they are given back. */
@NullMarked
package dev.sternway.planner.mariadb.rows;

import org.jspecify.annotations.NullMarked;
