/** Disasters on real servers, each with a journal of what users had committed: every row is in its table, in salvage, or a listed conflict. */
@NullMarked
package dev.sternway.scenario;

import org.jspecify.annotations.NullMarked;
