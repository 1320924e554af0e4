/** Runs a migration on a scratch database statement by statement and notes the form that journals, and the way back. */
@NullMarked
package dev.sternway.planner.mariadb.derive;

import org.jspecify.annotations.NullMarked;
