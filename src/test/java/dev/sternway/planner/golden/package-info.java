/** The reverse table as cases, and a judge of databases that shares no code with what it judges. */
@NullMarked
package dev.sternway.planner.golden;

import org.jspecify.annotations.NullMarked;
