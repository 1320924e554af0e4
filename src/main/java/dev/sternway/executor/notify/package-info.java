/** Messages to people, by webhook and by mail; the catalogue loads it. */
@NullMarked
package dev.sternway.executor.notify;

import org.jspecify.annotations.NullMarked;
