/** The verbs on plan files, one class each; they need no server. The root command registers them. */
@NullMarked
package dev.sternway.cli.plan;

import org.jspecify.annotations.NullMarked;
