/** What waits for people on a server, and answering it; verbs of the command line use it. */
@NullMarked
package dev.sternway.cli.tray;

import org.jspecify.annotations.NullMarked;
