/** What waits for people, and their answers from a terminal; through the engine's REST door of a running server. */
@NullMarked
package dev.sternway.cli.task;

import org.jspecify.annotations.NullMarked;
