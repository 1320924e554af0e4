/** Proves migrations on a scratch PostgreSQL database; the commands and the rehearsal open it. */
@NullMarked
package dev.sternway.planner.postgres;

import org.jspecify.annotations.NullMarked;
