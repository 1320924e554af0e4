/** What only one node of several may do at a time; the loops that watch and tidy up ask it. */
@NullMarked
package dev.sternway.run.duty;

import org.jspecify.annotations.NullMarked;
