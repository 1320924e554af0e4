/** Verbs over people and tokens; secrets are read from a prompt or standard input, never from an argument. */
@NullMarked
package dev.sternway.cli.access;

import org.jspecify.annotations.NullMarked;
