/** Verbs over what was set aside; the entry point of the command line uses it. */
@NullMarked
package dev.sternway.cli.salvage;

import org.jspecify.annotations.NullMarked;
