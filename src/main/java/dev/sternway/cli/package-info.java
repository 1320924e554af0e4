/** One class per verb of the command line; only the entry point uses it. */
@NullMarked
package dev.sternway.cli;

import org.jspecify.annotations.NullMarked;
