/** Messages to people over HTTP and into files; the catalogue loads it. */
@NullMarked
package dev.sternway.executor.notify;

import org.jspecify.annotations.NullMarked;
