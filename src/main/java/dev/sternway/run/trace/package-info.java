/** Tells a collector of OpenTelemetry, where one is named, how a rollback or an arming went once it is over; nothing waits for it. */
@NullMarked
package dev.sternway.run.trace;

import org.jspecify.annotations.NullMarked;
