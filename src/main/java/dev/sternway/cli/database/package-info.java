/** The verbs on databases; they need no server. The root command registers them. */
@NullMarked
package dev.sternway.cli.database;

import org.jspecify.annotations.NullMarked;
