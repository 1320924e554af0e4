/** Triggers, their conditions and verdicts; {@code run} feeds it targets and takes its verdicts. */
@NullMarked
package dev.sternway.watch;

import org.jspecify.annotations.NullMarked;
