/** Alerts as monitoring systems send them, read into one shape; {@code run} feeds it bodies. */
@NullMarked
package dev.sternway.watch.alert;

import org.jspecify.annotations.NullMarked;
