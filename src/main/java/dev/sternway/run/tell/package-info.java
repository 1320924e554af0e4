/** Messages that wait to be sent, kept so that a crash loses none; {@code run.step} sends them. */
@NullMarked
package dev.sternway.run.tell;

import org.jspecify.annotations.NullMarked;
