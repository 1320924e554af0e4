/** What a PostgreSQL database consists of, by object identifier, with every fact that a migration can change. */
@NullMarked
package dev.sternway.planner.catalog;

import org.jspecify.annotations.NullMarked;
