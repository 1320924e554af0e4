/** The verbs on diagrams, one class each; they need no server. The root command registers them. */
@NullMarked
package dev.sternway.cli.processes;

import org.jspecify.annotations.NullMarked;
