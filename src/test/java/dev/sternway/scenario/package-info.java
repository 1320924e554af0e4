/** Releases and disasters that destroy data while clients write, taken back by a plan's own steps, and every committed row accounted for. */
@NullMarked
package dev.sternway.scenario;

import org.jspecify.annotations.NullMarked;
