/** Verbs for the day on which people go on by hand; the root command lists them. */
@NullMarked
package dev.sternway.cli.hand;

import org.jspecify.annotations.NullMarked;
