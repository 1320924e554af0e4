/** Asks migration tools that keep their migrations as code to print them as SQL; reading a folder uses it. */
@NullMarked
package dev.sternway.planner.tool;

import org.jspecify.annotations.NullMarked;
