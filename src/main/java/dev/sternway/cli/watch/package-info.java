/** Verbs about watching a release: explain, replay, and run its migration; the root command uses them. */
@NullMarked
package dev.sternway.cli.watch;

import org.jspecify.annotations.NullMarked;
