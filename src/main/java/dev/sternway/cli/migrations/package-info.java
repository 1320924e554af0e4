/** The verbs on folders of migrations; they need no server. The root command registers them. */
@NullMarked
package dev.sternway.cli.migrations;

import org.jspecify.annotations.NullMarked;
