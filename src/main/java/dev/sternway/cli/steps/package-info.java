/** Verbs about steps that run; the root command lists them. */
@NullMarked
package dev.sternway.cli.steps;

import org.jspecify.annotations.NullMarked;
